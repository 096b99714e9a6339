package io.connwarden.standalone.demo;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One cycle as the topics told it: a server turns critical, an emergency ends sessions, and relief comes. */
final class Cycle {
    private final double reliefPercentage;
    private final BooleanSupplier leakEnded;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final List<Result> actions = new ArrayList<>();
    private @Nullable Health critical;
    private @Nullable Result emergency;
    private @Nullable Health relief;
    private int peak;

    /** @param leakEnded relief before that would not last, and does not count */
    Cycle(double reliefPercentage, BooleanSupplier leakEnded) {
        this.reliefPercentage = reliefPercentage;
        this.leakEnded = leakEnded;
    }

    synchronized void see(Event<?> event) {
        if (relief != null) {
            return;
        }
        if (event.data() instanceof Health health) {
            see(health);
        } else if (event.data() instanceof Result result) {
            see(result);
        }
    }

    private void see(Health health) {
        Counts counts = health.counts();
        if (counts == null) {
            return;
        }
        peak = Math.max(peak, counts.totalConnections());
        if (critical == null && health.status() == Status.CRITICAL) {
            critical = health;
        }
        if (emergency != null
                && leakEnded.getAsBoolean()
                && health.lastCheck().isAfter(emergency.finishedAt())
                && isRelief(counts)) {
            relief = health;
            complete.countDown();
        }
    }

    private boolean isRelief(Counts counts) {
        return counts.slotUtilizationPercentage() <= reliefPercentage;
    }

    private void see(Result result) {
        if (result.outcome() == Outcome.COMPLETED && result.terminatedCount() > 0) {
            actions.add(result);
            if (emergency == null && result.decision().rule().equals("R1")) {
                emergency = result;
            }
        }
    }

    /** False when it is not complete within the limit. */
    boolean awaitComplete(Duration limit) throws InterruptedException {
        return complete.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The most sessions a sample has counted. */
    synchronized int peak() {
        return peak;
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
