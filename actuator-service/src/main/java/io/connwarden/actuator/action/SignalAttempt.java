package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.selection.SignalRefusal;
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

    /**
     * The target did not answer before the deadline.
     *
     * @param possiblySignalled true if a signal of this action may have reached the session
     */
    record NoAnswer(IntentSession session, String reason, boolean possiblySignalled) implements SignalAttempt {}

    /**
     * The check before the signal refused it.
     *
     * @param possiblySignalled true if an earlier, unrecorded signal of this action may have reached the session
     */
    record Refused(IntentSession session, SignalRefusal refusal, boolean possiblySignalled) implements SignalAttempt {}
}
