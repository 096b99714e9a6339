package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.format.ReasonFormats.formatCount;
import static io.connwarden.actuator.decision.format.ReasonFormats.formatPercentage;

import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Counts;

/** The figures of a situation that rules compare. A target that was not counted shows no pressure. */
record Utilization(Situation situation) {

    boolean isSlotUtilizationAbove(double threshold) {
        Counts counts = situation.counts();
        return counts != null && counts.slotUtilizationPercentage() > threshold;
    }

    boolean hasMoreZombiesThan(int threshold) {
        Counts counts = situation.counts();
        return counts != null && counts.zombieConnections() > threshold;
    }

    /** {@code status WARNING, 85.57 % of the usable slots taken, 3 zombies}. */
    String describe() {
        Counts counts = situation.counts();
        return counts == null
                ? "status " + situation.status()
                : "status " + situation.status() + ", " + formatPercentage(counts.slotUtilizationPercentage())
                        + " of the usable slots taken, " + formatCount(counts.zombieConnections(), "zombie");
    }
}
