package io.connwarden.actuator.connection;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.TargetQueries.ServerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample of a target.
 *
 * @param health counts and status
 * @param sessions every client session, and the other backends that a command names; empty if sessions were not
 *     requested
 * @param serverNow the time of the target's clock at the counts
 * @param clock a later reading of the target's clock
 * @param clockSteppedAt the time by the target's clock at which a step of that clock was detected; null if none was
 * @param takenAtNanos {@link System#nanoTime} before the sample was taken
 */
public record Sample(
        Health health,
        List<SessionRow> sessions,
        Instant serverNow,
        ServerClock clock,
        @Nullable Instant clockSteppedAt,
        long takenAtNanos) {
    public Sample {
        sessions = List.copyOf(sessions);
    }

    /** Returns the sample with backends that are no client sessions. */
    public Sample with(List<SessionRow> otherBackends) {
        List<SessionRow> all = new ArrayList<>(sessions);
        all.addAll(otherBackends);
        return new Sample(health, all, serverNow, clock, clockSteppedAt, takenAtNanos);
    }

    /** Returns true if the sample was taken longer ago. The monotonic clock of this process measures the age. */
    public boolean isOlderThan(Duration age) {
        return System.nanoTime() - takenAtNanos > age.toNanos();
    }

    /** Returns true if the sample was complete longer ago. The monotonic clock of this process measures the time. */
    public boolean wasCompleteBefore(Duration time) {
        return System.nanoTime() - clock.readAtNanos() > time.toNanos();
    }

    /** Returns the status of the server, without connection limits of roles and databases and without transactions. */
    public StatusSummary statusSummary() {
        Counts counts = health.counts();
        return new StatusSummary(health.statusOfServer(), counts == null ? null : counts.slotUtilizationPercentage());
    }

    /** Returns the number of zombies; null if the counts are unknown. */
    public @Nullable Integer zombieCount() {
        Counts counts = health.counts();
        return counts == null ? null : counts.zombieConnections();
    }
}
