package io.connwarden.standalone.demo;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One cycle as the topics told it: a server turns critical, an emergency ends sessions, and relief comes. */
final class EmergencyCycle {
    private final double reliefPercentage;
    private final BooleanSupplier leakStopped;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final List<Result> actions = new ArrayList<>();
    private @Nullable Health critical;
    private @Nullable Result emergency;
    private @Nullable Health relief;
    private int maxSessions;

    /** @param leakStopped relief before that would not last, and does not count */
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

    /** False when it is not complete within the limit. */
    boolean awaitComplete(Duration timeout) throws InterruptedException {
        return complete.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The most sessions a sample has counted. */
    synchronized int maxSessions() {
        return maxSessions;
    }

    /** The first sample that was CRITICAL; null when none was. */
    synchronized @Nullable Health critical() {
        return critical;
    }

    /** The first emergency that ended sessions; null when there was none. */
    synchronized @Nullable Result emergency() {
        return emergency;
    }

    /** The first sample after the emergency that showed relief; null when none did. */
    synchronized @Nullable Health relief() {
        return relief;
    }

    /** Everything that ended sessions until relief, in the order it was told. */
    synchronized List<Result> actions() {
        return List.copyOf(actions);
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
