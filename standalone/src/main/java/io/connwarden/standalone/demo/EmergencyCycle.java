package io.connwarden.standalone.demo;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A cycle, recognized by its events: the status becomes critical, an emergency terminates sessions, and the slot
 * utilization falls.
 */
final class EmergencyCycle {
    private final double reliefPercentage;
    private final BooleanSupplier leakStopped;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final List<Result> actions = new ArrayList<>();
    private @Nullable Health critical;
    private @Nullable Result emergency;
    private @Nullable Health relief;
    private int maxSessions;

    /**
     * Creates a cycle without events.
     *
     * @param reliefPercentage the slot utilization of relief, in percent
     * @param leakStopped false while the leak still opens sessions; relief counts only afterwards
     */
    EmergencyCycle(double reliefPercentage, BooleanSupplier leakStopped) {
        this.reliefPercentage = reliefPercentage;
        this.leakStopped = leakStopped;
    }

    synchronized void observe(Event<?> event) {
        if (relief != null) {
            return;
        }
        if (event.data() instanceof Health health) {
            observe(health);
        } else if (event.data() instanceof Result result) {
            observe(result);
        }
    }

    private void observe(Health health) {
        Counts counts = health.counts();
        if (counts == null) {
            return;
        }
        maxSessions = Math.max(maxSessions, counts.totalConnections());
        if (critical == null && health.status() == HealthStatus.CRITICAL) {
            critical = health;
        }
        if (emergency != null
                && leakStopped.getAsBoolean()
                && health.lastCheck().isAfter(emergency.finishedAt())
                && isRelief(counts)) {
            relief = health;
            complete.countDown();
        }
    }

    private boolean isRelief(Counts counts) {
        return counts.slotUtilizationPercentage() <= reliefPercentage;
    }

    private void observe(Result result) {
        if (result.outcome() == CommandOutcome.COMPLETED && result.terminatedCount() > 0) {
            actions.add(result);
            if (emergency == null && RuleId.R1.matches(result.decision().rule())) {
                emergency = result;
            }
        }
    }

    /**
     * Waits until the cycle is complete.
     *
     * @return false if the timeout elapsed first
     */
    boolean awaitComplete(Duration timeout) throws InterruptedException {
        return complete.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns the maximum number of sessions in a sample. */
    synchronized int maxSessions() {
        return maxSessions;
    }

    /** Returns the first CRITICAL sample, or null. */
    synchronized @Nullable Health critical() {
        return critical;
    }

    /** Returns the first result of R1 that terminated sessions, or null. */
    synchronized @Nullable Result emergency() {
        return emergency;
    }

    /** Returns the first sample after the emergency that shows relief, or null. */
    synchronized @Nullable Health relief() {
        return relief;
    }

    /** Returns all results that terminated sessions until relief, in the order of their arrival. */
    synchronized List<Result> actions() {
        return List.copyOf(actions);
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
