package io.connwarden.actuator.decision.situation;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One target as a fresh look saw it, which is what a decision is made on: never on an event's older figures.
 *
 * @param now our own clock, for whatever concerns our own past: cooldowns, the age of a health event
 * @param serverNow the target's clock at the look, for the ages of its sessions; a difference between the two clocks
 *     makes nobody look older
 * @param status as assessed from this look's counts
 * @param counts of this look; null when the target could not be seen
 * @param thresholds those the status was assessed with
 * @param sessions every client backend of the server, those we may not see included; in any order
 * @param pause the standing order that holds for the target; null when there is none
 * @param inRecovery whether the target is a standby. Its sessions hold slots like any other's
 */
public record Situation(
        Instant now,
        Instant serverNow,
        HealthStatus status,
        @Nullable Counts counts,
        Thresholds thresholds,
        List<Session> sessions,
        RecentActions recentActions,
        @Nullable TargetPause pause,
        boolean inRecovery) {
    public Situation {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(serverNow, "serverNow");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(thresholds, "thresholds");
        Objects.requireNonNull(recentActions, "recent");
        sessions = List.copyOf(sessions);
    }
}
