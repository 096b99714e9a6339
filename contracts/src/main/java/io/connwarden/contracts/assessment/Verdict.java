package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.Figures.counted;
import static io.connwarden.contracts.assessment.Figures.plain;
import static io.connwarden.contracts.assessment.Figures.spoken;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Status;
import java.util.ArrayList;
import java.util.List;

/** The status the counts amount to and the sentence that says why. Design section 2, in its order. */
record Verdict(Status status, String reason) {

    static Verdict on(Counts counts, Thresholds limits) {
        if (counts.visibilityPercentage() < limits.minimumVisibility()) {
            return new Verdict(Status.UNKNOWN, unseen(counts, limits));
        }
        double utilization = counts.slotUtilizationPercentage();
        if (utilization > limits.criticalSlotUtilization()) {
            return new Verdict(Status.CRITICAL, slots(counts, "critical", limits.criticalSlotUtilization()));
        }
        List<String> warnings = warnings(counts, limits);
        if (!warnings.isEmpty()) {
            return new Verdict(Status.WARNING, sentence(warnings));
        }
        List<String> litter = litter(counts, limits);
        return litter.isEmpty()
                ? new Verdict(Status.HEALTHY, allWithin(counts))
                : new Verdict(Status.CLEANUP_NEEDED, sentence(litter));
    }

    private static List<String> warnings(Counts counts, Thresholds limits) {
        List<String> found = new ArrayList<>();
        if (counts.slotUtilizationPercentage() > limits.warningSlotUtilization()) {
            found.add(slots(counts, "warning", limits.warningSlotUtilization()));
        }
        if (counts.zombieConnections() > limits.warningZombies()) {
            found.add(zombies(counts, limits, "warning", limits.warningZombies()));
        }
        return found;
    }

    private static List<String> litter(Counts counts, Thresholds limits) {
        List<String> found = new ArrayList<>();
        if (counts.zombieConnections() > limits.cleanupZombies()) {
            found.add(zombies(counts, limits, "cleanup", limits.cleanupZombies()));
        }
        if (counts.stuckTransactions() > 0) {
            found.add(counted(counts.stuckTransactions(), "transaction") + " stuck: idle and older than "
                    + spoken(limits.stuckTransaction()));
        }
        return found;
    }

    private static String sentence(List<String> findings) {
        return String.join("; ", findings);
    }

    private static String unseen(Counts counts, Thresholds limits) {
        return "The state of only " + plain(counts.visibilityPercentage()) + " % of "
                + counted(counts.totalConnections(), "session") + " is visible, below the minimum of "
                + plain(limits.minimumVisibility()) + " %, so the target cannot be judged";
    }

    private static String slots(Counts counts, String level, double threshold) {
        return taken(counts) + ", above the " + level + " threshold of " + plain(threshold) + " %";
    }

    private static String taken(Counts counts) {
        return counts.totalConnections() + " of " + counted(counts.usableConnections(), "usable slot") + " taken ("
                + plain(counts.slotUtilizationPercentage()) + " %)";
    }

    private static String zombies(Counts counts, Thresholds limits, String level, int threshold) {
        return counted(counts.zombieConnections(), "zombie session") + " (idle for more than " + spoken(limits.zombie())
                + "), above the " + level + " threshold of " + threshold;
    }

    private static String allWithin(Counts counts) {
        return taken(counts) + ", " + counted(counts.zombieConnections(), "zombie session")
                + ", no stuck transaction: all within the thresholds";
    }
}
