package io.connwarden.actuator.connection;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.sql.target.SessionRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a target brought home.
 *
 * @param health the counts and what they mean
 * @param sessions every client session; empty when nobody asked for them
 * @param serverNow the target's clock at the look
 */
public record Sample(Health health, List<SessionRow> sessions, Instant serverNow) {
    public Sample {
        sessions = List.copyOf(sessions);
    }

    public StatusSummary snapshot() {
        Counts counts = health.counts();
        return new StatusSummary(health.status(), counts == null ? null : counts.slotUtilizationPercentage());
    }

    /** Null when the target could not be seen. */
    public @Nullable Integer zombieCount() {
        Counts counts = health.counts();
        return counts == null ? null : counts.zombieConnections();
    }
}
