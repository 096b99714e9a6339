package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.AlertSeverity;
import org.jspecify.annotations.Nullable;

/**
 * A kind of alert.
 *
 * @param name the name in messages, which routing rules depend on
 * @param firesImmediately true if one firing signal is enough; otherwise {@link AlertLimits#fireAfter} in a row
 */
record AlertKind(String name, AlertSeverity severity, boolean firesImmediately, Evaluator evaluator) {

    /** The condition of a kind of alert. */
    interface Evaluator {
        /** Evaluates a signal. The state is null if neither this alert fires nor a firing signal was counted. */
        AlertEvaluation evaluate(AlertSignal signal, @Nullable AlertState state);
    }
}
