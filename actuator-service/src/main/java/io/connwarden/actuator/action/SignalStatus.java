package io.connwarden.actuator.action;

import io.connwarden.sql.target.SignalAnswer;

/**
 * The state of one signal. The first seven constants have the names of the target's answers and are stored under these
 * names.
 */
enum SignalStatus {
    SIGNALLED,
    NOT_SIGNALLED,
    GONE,
    CHANGED,
    PROTECTED,
    UNSEEN,
    DENIED,
    /** The target did not answer before the deadline. */
    NO_ANSWER,
    /** The command expired before this session was signalled. */
    EXPIRED;

    static SignalStatus of(SignalAnswer answer) {
        return valueOf(answer.name());
    }
}
