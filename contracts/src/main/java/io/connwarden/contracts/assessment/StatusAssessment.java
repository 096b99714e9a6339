package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.value.Formats.count;
import static io.connwarden.contracts.value.Formats.duration;
import static io.connwarden.contracts.value.Formats.percent;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;
import java.util.ArrayList;
import java.util.List;

/** The status of a target and its reason. The conditions are evaluated in the documented order. */
record StatusAssessment(HealthStatus status, String reason) {

    static StatusAssessment of(Counts counts, Thresholds thresholds) {
        if (counts.visibilityPercentage() < thresholds.minVisibility()) {
            return new StatusAssessment(HealthStatus.UNKNOWN, visibilityReason(counts, thresholds));
        }
        double utilization = counts.slotUtilizationPercentage();
        if (utilization > thresholds.criticalSlotUtilization()) {
            return new StatusAssessment(
                    HealthStatus.CRITICAL, slotReason(counts, "critical", thresholds.criticalSlotUtilization()));
        }
        List<String> warnings = warningReasons(counts, thresholds);
        if (!warnings.isEmpty()) {
            return new StatusAssessment(HealthStatus.WARNING, joinReasons(warnings));
        }
        List<String> cleanupReasons = cleanupReasons(counts, thresholds);
        return cleanupReasons.isEmpty()
                ? new StatusAssessment(HealthStatus.HEALTHY, healthyReason(counts))
                : new StatusAssessment(HealthStatus.CLEANUP_NEEDED, joinReasons(cleanupReasons));
    }

    private static List<String> warningReasons(Counts counts, Thresholds thresholds) {
        List<String> reasons = new ArrayList<>();
        if (counts.slotUtilizationPercentage() > thresholds.warningSlotUtilization()) {
            reasons.add(slotReason(counts, "warning", thresholds.warningSlotUtilization()));
        }
        if (counts.zombieConnections() > thresholds.warningZombies()) {
            reasons.add(zombieReason(counts, thresholds, "warning", thresholds.warningZombies()));
        }
        return reasons;
    }

    private static List<String> cleanupReasons(Counts counts, Thresholds thresholds) {
        List<String> reasons = new ArrayList<>();
        if (counts.zombieConnections() > thresholds.cleanupZombies()) {
            reasons.add(zombieReason(counts, thresholds, "cleanup", thresholds.cleanupZombies()));
        }
        if (counts.stuckTransactions() > 0) {
            reasons.add(count(counts.stuckTransactions(), "transaction") + " stuck: idle and older than "
                    + duration(thresholds.stuckTransaction()));
        }
        return reasons;
    }

    private static String joinReasons(List<String> reasons) {
        return String.join("; ", reasons);
    }

    private static String visibilityReason(Counts counts, Thresholds thresholds) {
        return "Only the state of " + percent(counts.visibilityPercentage()) + " of "
                + count(counts.totalConnections(), "session") + " is visible, below the minimum of "
                + percent(thresholds.minVisibility()) + "; the target cannot be assessed";
    }

    private static String slotReason(Counts counts, String level, double threshold) {
        return slotsTaken(counts) + ", above the " + level + " threshold of " + percent(threshold);
    }

    private static String slotsTaken(Counts counts) {
        return counts.totalConnections() + " of " + count(counts.usableConnections(), "usable slot") + " taken ("
                + percent(counts.slotUtilizationPercentage()) + ")";
    }

    private static String zombieReason(Counts counts, Thresholds thresholds, String level, int threshold) {
        return count(counts.zombieConnections(), "zombie session") + " (idle for more than "
                + duration(thresholds.zombie()) + "), above the " + level + " threshold of " + threshold;
    }

    private static String healthyReason(Counts counts) {
        return slotsTaken(counts) + ", " + count(counts.zombieConnections(), "zombie session")
                + ", no stuck transaction: all values within the thresholds";
    }
}
