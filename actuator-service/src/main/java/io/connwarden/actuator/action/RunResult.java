package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.outcome.ActionReport;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.sql.store.Intents.SessionOutcomeRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a result, collected over all steps of a run.
 *
 * @param decided true if rules and guards were evaluated
 * @param openIntent the intent without recorded outcomes; null if there is none
 * @param outcomes the outcomes of that intent
 * @param sessions selected and spared sessions of all steps
 * @param after the last sample; null if the target was unreachable
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

    /** Returns the result of a run that selected no session. */
    static RunResult withoutAction(
            CommandOutcome outcome,
            DecisionReason decision,
            boolean decided,
            List<SessionReport> spared,
            @Nullable Sample sample) {
        return new RunResult(
                outcome,
                decision,
                decided,
                null,
                List.of(),
                spared,
                sample == null ? null : sample.statusSummary(),
                sample);
    }

    /** Returns the report; the dry run is that of the intent, or as given if there is none. */
    ActionReport toActionReport(boolean dryRun) {
        return new ActionReport(
                outcome, openIntent == null ? dryRun : openIntent.dryRun(), decision, sessions, before, after);
    }

    boolean hasActed() {
        return openIntent != null;
    }
}
