package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.sql.store.SessionOutcomeRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything to be told about a run.
 *
 * @param decided whether rules and guards were asked at all
 * @param openIntent the rung whose outcomes are still to be recorded, if one is
 * @param outcomes of that rung
 * @param sessions of all rungs, chosen and spared
 * @param after what was counted last; null when nobody could
 */
record RunResult(
        CommandOutcome outcome,
        DecisionReason decision,
        boolean decided,
        @Nullable Intent openIntent,
        List<SessionOutcomeRow> outcomes,
        List<SessionReport> sessions,
        @Nullable StatusSummary before,
        @Nullable Sample after) {
    RunResult {
        outcomes = List.copyOf(outcomes);
        sessions = List.copyOf(sessions);
    }

    /** Of a run in which nobody was chosen. */
    static RunResult withoutAction(
            CommandOutcome outcome,
            DecisionReason decision,
            boolean decided,
            List<SessionReport> spared,
            @Nullable Sample sample) {
        return new RunResult(
                outcome, decision, decided, null, List.of(), spared, sample == null ? null : sample.snapshot(), sample);
    }

    boolean hasActed() {
        return openIntent != null;
    }
}
