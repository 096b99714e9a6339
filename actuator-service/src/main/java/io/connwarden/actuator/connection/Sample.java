package io.connwarden.actuator.connection;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.sql.target.SessionRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample of a target.
 *
 * @param health counts and status
 * @param sessions every client session; empty if sessions were not requested
 * @param serverNow the time of the target's clock
 */
public record Sample(Health health, List<SessionRow> sessions, Instant serverNow) {
    public Sample {
        sessions = List.copyOf(sessions);
    }

    public StatusSummary statusSummary() {
        Counts counts = health.counts();
        return new StatusSummary(health.status(), counts == null ? null : counts.slotUtilizationPercentage());
    }

    /** Returns the number of zombies; null if the counts are unknown. */
    public @Nullable Integer zombieCount() {
        Counts counts = health.counts();
        return counts == null ? null : counts.zombieConnections();
    }
}
