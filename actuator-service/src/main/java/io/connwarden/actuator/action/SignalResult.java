package io.connwarden.actuator.action;

import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.target.SignalAnswer;

/** The result of the signal to one session. */
sealed interface SignalResult {

    IntentSession session();

    /**
     * The target answered.
     *
     * @param possiblyOurs true if an earlier, unrecorded signal of this action may have reached the session
     */
    record Answered(IntentSession session, SignalAnswer answer, boolean possiblyOurs) implements SignalResult {}

    /** The target did not answer before the deadline. */
    record NoAnswer(IntentSession session, String reason) implements SignalResult {}

    /** The command expired before the signal was sent. */
    record Expired(IntentSession session) implements SignalResult {}
}
