package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.wording.Figures.counted;
import static io.connwarden.actuator.decision.wording.Figures.percent;

import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.Counts;

/** The figures of a situation that rules compare. A target that was not counted shows no pressure. */
record Pressure(Situation situation) {

    boolean slotsAbove(double threshold) {
        Counts counts = situation.counts();
        return counts != null && counts.slotUtilizationPercentage() > threshold;
    }

    boolean zombiesAbove(int threshold) {
        Counts counts = situation.counts();
        return counts != null && counts.zombieConnections() > threshold;
    }

    /** {@code status WARNING, 85.57 % of the usable slots taken, 3 zombies}. */
    String spoken() {
        Counts counts = situation.counts();
        return counts == null
                ? "status " + situation.status()
                : "status " + situation.status() + ", " + percent(counts.slotUtilizationPercentage())
                        + " of the usable slots taken, " + counted(counts.zombieConnections(), "zombie");
    }
}
