package io.connwarden.actuator.action;

import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.target.SignalAnswer;

/** The attempt to signal one session, with its answer. */
sealed interface SignalAttempt {

    IntentSession session();

    /**
     * The target answered.
     *
     * @param possiblySignalled true if an earlier, unrecorded signal of this action may have reached the session
     */
    record Answered(IntentSession session, SignalAnswer answer, boolean possiblySignalled) implements SignalAttempt {}

    /** The target did not answer before the deadline. */
    record NoAnswer(IntentSession session, String reason) implements SignalAttempt {}

    /** The command expired before the signal was sent. */
    record Expired(IntentSession session) implements SignalAttempt {}
}
