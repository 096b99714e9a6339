package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.AlertSeverity;
import org.jspecify.annotations.Nullable;

/**
 * A kind of alert.
 *
 * @param name the name in messages, which routing rules depend on
 * @param firesImmediately true if the first firing evaluation fires the alert; false if {@link AlertLimits#fireAfter}
 *     firing evaluations in a row are required
 * @param renewsText true if a firing alert is published again when its text changes
 */
record AlertKind(
        String name, AlertSeverity severity, boolean firesImmediately, boolean renewsText, Evaluator evaluator) {

    /** Returns the kind with the publication of changed texts. */
    AlertKind withRenewedText() {
        return new AlertKind(name, severity, firesImmediately, true, evaluator);
    }

    /** The condition of a kind of alert. */
    interface Evaluator {
        /**
         * Evaluates an input.
         *
         * @param state the stored state; null if the alert does not fire and no firing evaluation was counted
         */
        AlertEvaluation evaluate(AlertInput input, @Nullable AlertProgress state);
    }
}
