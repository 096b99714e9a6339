package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.RungState;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.Snapshot;
import io.connwarden.sql.store.SessionProgress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An intent that is committed: the frozen list, and how far it has come.
 *
 * @param before the target when the list was decided on
 * @param sessions in the order of signalling
 * @param spared those left alone, with reasons
 * @param state where the ladder stands with this rung taken
 * @param resumed whether somebody may have signalled for it without telling the store
 */
record Rung(
        long intentId,
        String rule,
        String reason,
        boolean dryRun,
        @Nullable Snapshot before,
        List<SessionProgress> sessions,
        List<SessionReport> spared,
        RungState state,
        boolean resumed) {
    Rung {
        sessions = List.copyOf(sessions);
        spared = List.copyOf(spared);
    }

    /** Whether a look and perhaps another rung follow. */
    boolean climbs() {
        return rule.equals(Ground.R1.name());
    }

    int number() {
        return state.rung();
    }
}
