package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.EscalationState;
import io.connwarden.actuator.decision.situation.RuleId;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.sql.store.IntentSessionState;
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
record Intent(
        long id,
        String rule,
        String reason,
        boolean dryRun,
        @Nullable StatusSummary before,
        List<IntentSessionState> sessions,
        List<SessionReport> spared,
        EscalationState state,
        boolean resumed) {
    Intent {
        sessions = List.copyOf(sessions);
        spared = List.copyOf(spared);
    }

    /** Whether a look and perhaps another rung follow. */
    boolean isEscalating() {
        return rule.equals(RuleId.R1.name());
    }

    int stepNumber() {
        return state.step();
    }
}
