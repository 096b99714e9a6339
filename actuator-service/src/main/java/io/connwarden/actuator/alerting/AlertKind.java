package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Severity;
import org.jspecify.annotations.Nullable;

/** One kind of alert. */
public interface AlertKind {

    /** Stable, for routing. */
    String name();

    Severity severity();

    /** Whether one bad sign is enough. Else as many in a row as {@link AlertLimits#fireAfter} says. */
    boolean firesAtOnce();

    /**
     * What the sign means to it.
     *
     * @param watch where this alert stands; null when there is neither an alert nor a suspicion
     */
    Judgement judge(Sign sign, @Nullable AlertWatch watch);
}
