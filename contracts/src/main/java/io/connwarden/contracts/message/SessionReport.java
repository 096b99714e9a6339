package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One session in a result. It contains no query text; {@code queryId} identifies the statement.
 *
 * @param state state in {@code pg_stat_activity} at the decision
 * @param stateAgeSeconds seconds since {@code state_change} at the decision
 * @param reason reason for the selection or the outcome
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
        Checks.requireAtLeast("pid", pid, 1);
        if (stateAgeSeconds != null && !Double.isFinite(stateAgeSeconds)) {
            throw new IllegalArgumentException("stateAgeSeconds must be a number, was " + stateAgeSeconds);
        }
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }
}
