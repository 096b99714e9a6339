package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The input of a decision: one target in a new sample, never the older counts of a health event.
 *
 * @param now the clock of the log store, for cooldowns and the age of a health event
 * @param serverNow the clock of the target at the sample, for the ages of its sessions. Clock skew does not affect
 *     these ages
 * @param clockSteppedAt the time by the clock of the target at which a step of that clock was detected; null if none
 *     was. The true age of an older state is unknown, so it counts from this time only
 * @param status the status of the whole server from the counts of this sample, without connection limits and prepared
 *     transactions
 * @param counts the counts of this sample; null if the sample failed
 * @param thresholds the thresholds of the status
 * @param sessions all client backends of the server, including invisible ones, in any order
 * @param pause the pause of the target; null if there is none
 * @param connectionLimits the fullest limits of roles and databases in this sample
 */
public record Situation(
        Instant now,
        Instant serverNow,
        @Nullable Instant clockSteppedAt,
        HealthStatus status,
        @Nullable Counts counts,
        Thresholds thresholds,
        List<Session> sessions,
        RecentActions recentActions,
        @Nullable TargetPause pause,
        List<ConnectionLimit> connectionLimits) {
    public Situation {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(serverNow, "serverNow");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(thresholds, "thresholds");
        Objects.requireNonNull(recentActions, "recentActions");
        sessions = List.copyOf(sessions);
        connectionLimits = List.copyOf(connectionLimits);
    }

    /** Creates a situation without connection limits. */
    public Situation(
            Instant now,
            Instant serverNow,
            @Nullable Instant clockSteppedAt,
            HealthStatus status,
            @Nullable Counts counts,
            Thresholds thresholds,
            List<Session> sessions,
            RecentActions recentActions,
            @Nullable TargetPause pause) {
        this(now, serverNow, clockSteppedAt, status, counts, thresholds, sessions, recentActions, pause, List.of());
    }

    /** Returns this situation with other recent actions. */
    public Situation with(RecentActions others) {
        return new Situation(
                now, serverNow, clockSteppedAt, status, counts, thresholds, sessions, others, pause, connectionLimits);
    }

    /** Returns the certain age of the state of a session, or empty if it is unknown. */
    public Optional<Duration> stateAge(Session session) {
        return session.stateAge(serverNow).map(this::certainPart);
    }

    /** Returns the certain age of the transaction of a session, or empty if there is none or it is unknown. */
    public Optional<Duration> transactionAge(Session session) {
        return session.transactionAge(serverNow).map(this::certainPart);
    }

    /** Returns the certain age of the last query of a session, or empty if it is unknown. */
    public Optional<Duration> queryAge(Session session) {
        return session.queryAge(serverNow).map(this::certainPart);
    }

    private Duration certainPart(Duration age) {
        if (clockSteppedAt == null) {
            return age;
        }
        Duration sinceStep = Duration.between(clockSteppedAt, serverNow);
        return age.compareTo(sinceStep) < 0 ? age : sinceStep;
    }
}
