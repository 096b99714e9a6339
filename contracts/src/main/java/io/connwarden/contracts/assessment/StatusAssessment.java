package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.value.Formats.count;
import static io.connwarden.contracts.value.Formats.duration;
import static io.connwarden.contracts.value.Formats.percent;
import static io.connwarden.contracts.value.Formats.shortPercent;

import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PreparedTransactions;
import java.util.ArrayList;
import java.util.List;

/** The status of a target and its reason. The conditions are evaluated in the documented order. */
record StatusAssessment(HealthStatus status, String reason) {

    static StatusAssessment of(Observation observation, Thresholds thresholds) {
        StatusAssessment assessment = of(
                observation.counts(), observation.connectionLimits(), observation.preparedTransactions(), thresholds);
        boolean byOwnSessions = switch (assessment.status) {
            case CRITICAL -> observation.isAboveByOwnSessions(thresholds.criticalSlotUtilization());
            case WARNING -> observation.isAboveByOwnSessions(thresholds.warningSlotUtilization());
            case HEALTHY, CLEANUP_NEEDED, UNKNOWN, UNREACHABLE -> false;
        };
        return byOwnSessions
                ? new StatusAssessment(assessment.status, assessment.reason + "; " + ownSessions(observation))
                : assessment;
    }

    private static String ownSessions(Observation observation) {
        int own = observation.ownSessions();
        return own + (own == 1 ? " of these sessions is" : " of these sessions are")
                + " of Connwarden itself, without which " + shortPercent(observation.utilizationWithoutOwnSessions())
                + " would be taken";
    }

    static StatusAssessment of(
            Counts counts, List<ConnectionLimit> limits, PreparedTransactions prepared, Thresholds thresholds) {
        if (counts.visibilityPercentage() < thresholds.minVisibility()) {
            return new StatusAssessment(HealthStatus.UNKNOWN, visibilityReason(counts, thresholds));
        }
        List<String> critical = reasonsOfUse(counts, limits, "critical", thresholds.criticalSlotUtilization());
        if (!critical.isEmpty()) {
            return new StatusAssessment(HealthStatus.CRITICAL, joinReasons(critical));
        }
        List<String> warnings = warningReasons(counts, limits, thresholds);
        if (!warnings.isEmpty()) {
            return new StatusAssessment(HealthStatus.WARNING, joinReasons(warnings));
        }
        List<String> cleanupReasons = cleanupReasons(counts, prepared, thresholds);
        return cleanupReasons.isEmpty()
                ? new StatusAssessment(HealthStatus.HEALTHY, healthyReason(counts))
                : new StatusAssessment(HealthStatus.CLEANUP_NEEDED, joinReasons(cleanupReasons));
    }

    /** Returns the reasons of the slots and of the connection limits above a threshold. */
    private static List<String> reasonsOfUse(
            Counts counts, List<ConnectionLimit> limits, String level, double threshold) {
        List<String> reasons = new ArrayList<>();
        if (counts.slotUtilizationPercentage() > threshold) {
            reasons.add(slotReason(counts, level, threshold));
        }
        ConnectionLimits.above(threshold, limits)
                .forEach(limit -> reasons.add(ConnectionLimits.describe(limit) + ", above the " + level
                        + " threshold of " + percent(threshold)));
        return reasons;
    }

    private static List<String> warningReasons(Counts counts, List<ConnectionLimit> limits, Thresholds thresholds) {
        List<String> reasons = reasonsOfUse(counts, limits, "warning", thresholds.warningSlotUtilization());
        if (counts.zombieConnections() > thresholds.warningZombies()) {
            reasons.add(zombieReason(counts, thresholds, "warning", thresholds.warningZombies()));
        }
        return reasons;
    }

    private static List<String> cleanupReasons(Counts counts, PreparedTransactions prepared, Thresholds thresholds) {
        List<String> reasons = new ArrayList<>();
        if (counts.zombieConnections() > thresholds.cleanupZombies()) {
            reasons.add(zombieReason(counts, thresholds, "cleanup", thresholds.cleanupZombies()));
        }
        if (counts.stuckTransactions() > 0) {
            reasons.add(count(counts.stuckTransactions(), "transaction")
                    + " stuck: waiting for the client and older than " + duration(thresholds.stuckTransaction()));
        }
        if (prepared.overdue() > 0) {
            reasons.add(PreparedTransactionText.overdue(prepared, thresholds.preparedTransaction()));
        }
        return reasons;
    }

    private static String joinReasons(List<String> reasons) {
        return String.join("; ", reasons);
    }

    private static String visibilityReason(Counts counts, Thresholds thresholds) {
        return "Only the state of " + shortPercent(counts.visibilityPercentage()) + " of "
                + count(counts.totalConnections(), "session") + " is visible, below the minimum of "
                + percent(thresholds.minVisibility()) + "; the target cannot be assessed";
    }

    private static String slotReason(Counts counts, String level, double threshold) {
        return slotsTaken(counts) + ", above the " + level + " threshold of " + percent(threshold);
    }

    private static String slotsTaken(Counts counts) {
        return counts.totalConnections() + " of " + count(counts.usableConnections(), "usable slot") + " taken ("
                + shortPercent(counts.slotUtilizationPercentage()) + ")";
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
