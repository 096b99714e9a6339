package io.connwarden.actuator.action;

import io.connwarden.sql.target.SignalAnswer;

/** What is known about a signal. The first ones are the target's answers and are noted in the store by these names. */
enum SignalStatus {
    SIGNALLED,
    NOT_SIGNALLED,
    GONE,
    CHANGED,
    PROTECTED,
    UNSEEN,
    DENIED,
    /** The target did not answer for as long as it was asked. */
    NO_ANSWER,
    /** The command expired before this session was signalled. */
    EXPIRED;

    static SignalStatus of(SignalAnswer answer) {
        return valueOf(answer.name());
    }
}
