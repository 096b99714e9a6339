package io.connwarden.contracts.message;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One session in a result. Carries no query text; {@code queryId} identifies the statement.
 *
 * @param state as {@code pg_stat_activity} names it when the decision was made
 * @param stateAgeSeconds seconds since {@code state_change} at the decision
 * @param reason why it was chosen, spared, or ended as it did
 */
public record SessionReport(
        int pid,
        @Nullable Instant backendStart,
        @Nullable String user,
        @Nullable String application,
        @Nullable String database,
        @Nullable String clientAddress,
        @Nullable String state,
        @Nullable Double stateAgeSeconds,
        @Nullable Long queryId,
        SessionOutcome outcome,
        String reason) {
    public SessionReport {
        Allowed.atLeast("pid", 1, pid);
        if (stateAgeSeconds != null && !Double.isFinite(stateAgeSeconds)) {
            throw new IllegalArgumentException("stateAgeSeconds must be a number, was " + stateAgeSeconds);
        }
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }
}
