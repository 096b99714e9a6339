package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session in a result. The report contains no query text; {@code queryId} identifies the statement.
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

    /** Returns a builder in which every optional value is null. */
    public static Builder builder(int pid, SessionOutcome outcome, String reason) {
        return new Builder(pid, outcome, reason);
    }

    /** The builder of a session report. Not thread-safe. */
    public static final class Builder {
        private final int pid;
        private @Nullable Instant backendStart;
        private @Nullable String user;
        private @Nullable String application;
        private @Nullable String database;
        private @Nullable String clientAddress;
        private @Nullable String state;
        private @Nullable Double stateAgeSeconds;
        private @Nullable Long queryId;
        private final SessionOutcome outcome;
        private final String reason;

        private Builder(int pid, SessionOutcome outcome, String reason) {
            this.pid = pid;
            this.outcome = outcome;
            this.reason = reason;
        }

        public Builder backendStart(@Nullable Instant backendStart) {
            this.backendStart = backendStart;
            return this;
        }

        public Builder user(@Nullable String user) {
            this.user = user;
            return this;
        }

        public Builder application(@Nullable String application) {
            this.application = application;
            return this;
        }

        public Builder database(@Nullable String database) {
            this.database = database;
            return this;
        }

        public Builder clientAddress(@Nullable String clientAddress) {
            this.clientAddress = clientAddress;
            return this;
        }

        public Builder state(@Nullable String state) {
            this.state = state;
            return this;
        }

        public Builder stateAgeSeconds(@Nullable Double stateAgeSeconds) {
            this.stateAgeSeconds = stateAgeSeconds;
            return this;
        }

        public Builder queryId(@Nullable Long queryId) {
            this.queryId = queryId;
            return this;
        }

        /**
         * Builds the session report.
         *
         * @throws IllegalArgumentException if a value is out of range or contradicts another one
         */
        public SessionReport build() {
            return new SessionReport(
                    pid,
                    backendStart,
                    user,
                    application,
                    database,
                    clientAddress,
                    state,
                    stateAgeSeconds,
                    queryId,
                    outcome,
                    reason);
        }
    }
}
