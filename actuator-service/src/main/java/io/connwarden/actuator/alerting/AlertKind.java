package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.AlertSeverity;
import org.jspecify.annotations.Nullable;

/** One kind of alert. */
public interface AlertKind {

    /** Stable, for routing. */
    String name();

    AlertSeverity severity();

    /** Whether one bad sign is enough. Else as many in a row as {@link AlertLimits#fireAfter} says. */
    boolean firesImmediately();

    /**
     * What the sign means to it.
     *
     * @param state where this alert stands; null when there is neither an alert nor a suspicion
     */
    AlertEvaluation evaluate(AlertSignal signal, @Nullable AlertState state);
}
