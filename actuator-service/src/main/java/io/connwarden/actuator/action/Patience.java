package io.connwarden.actuator.action;

import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.pace.BackOff;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.sql.target.TargetException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** Asks a target again until it answers or the time is up. For one run. */
final class Patience {
    private final String target;
    private final Instant until;
    private final Clock clock;
    private final Rest rest;
    private final FlowMetrics metrics;
    private int failures;

    Patience(String target, Instant until, Clock clock, Rest rest, FlowMetrics metrics) {
        this.target = target;
        this.until = until;
        this.clock = clock;
        this.rest = rest;
        this.metrics = metrics;
    }

    /**
     * The first answer.
     *
     * @throws TargetGone when there was none in time
     */
    <T> T ask(Supplier<T> question) {
        BackOff backOff = BackOff.standard();
        while (true) {
            try {
                return question.get();
            } catch (TargetException e) {
                failures++;
                metrics.targetFailed(target);
                if (!clock.instant().isBefore(until)) {
                    throw new TargetGone("target " + target + " did not answer: " + e.getMessage());
                }
            }
            rest.rest(backOff.next());
        }
    }

    /** How many questions failed so far. One that failed may have been heard without our hearing the answer. */
    int failures() {
        return failures;
    }
}
