package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The input of a decision: one target in a new sample, never the older counts of a health event.
 *
 * @param now the clock of the actuator, for cooldowns and the age of a health event
 * @param serverNow the clock of the target at the sample, for the ages of its sessions. Clock skew does not affect
 *     these ages
 * @param status the status from the counts of this sample
 * @param counts the counts of this sample; null if the sample failed
 * @param thresholds the thresholds of the status
 * @param sessions all client backends of the server, including invisible ones, in any order
 * @param pause the pause of the target; null if there is none
 */
public record Situation(
        Instant now,
        Instant serverNow,
        HealthStatus status,
        @Nullable Counts counts,
        Thresholds thresholds,
        List<Session> sessions,
        RecentActions recentActions,
        @Nullable TargetPause pause) {
    public Situation {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(serverNow, "serverNow");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(thresholds, "thresholds");
        Objects.requireNonNull(recentActions, "recentActions");
        sessions = List.copyOf(sessions);
    }
}
