package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.value.Formats;

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
                        + Formats.percent(counts.slotUtilizationPercentage()) + ", "
                        + Formats.count(counts.zombieConnections(), "zombie");
    }
}
