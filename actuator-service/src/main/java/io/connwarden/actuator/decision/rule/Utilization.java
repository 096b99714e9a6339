package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.format.ReasonFormats.formatCount;
import static io.connwarden.actuator.decision.format.ReasonFormats.formatPercentage;

import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Counts;

/** The counts of a situation that rules compare. Without counts no limit is exceeded. */
record Utilization(Situation situation) {

    boolean isSlotUtilizationAbove(double threshold) {
        Counts counts = situation.counts();
        return counts != null && counts.slotUtilizationPercentage() > threshold;
    }

    boolean hasMoreZombiesThan(int threshold) {
        Counts counts = situation.counts();
        return counts != null && counts.zombieConnections() > threshold;
    }

    /** Returns a text such as {@code status WARNING, slot utilization 85.57 %, 3 zombies}. */
    String describe() {
        Counts counts = situation.counts();
        return counts == null
                ? "status " + situation.status()
                : "status " + situation.status() + ", slot utilization "
                        + formatPercentage(counts.slotUtilizationPercentage()) + ", "
                        + formatCount(counts.zombieConnections(), "zombie");
    }
}
