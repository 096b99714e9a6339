package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.outcome.RunReport;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.sql.store.Intents.SessionOutcomeRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A completed run with all its steps: the content of the result, and the outcomes to record.
 *
 * @param rulesEvaluated true if the decider made the decision; false if the command failed or expired before it
 * @param openIntent the intent without recorded outcomes; null if there is none
 * @param outcomes the outcomes of that intent
 * @param sessions selected and spared sessions of all steps
 * @param after the last sample; null if the target was unreachable
 */
record CompletedRun(
        CommandOutcome outcome,
        DecisionReason decision,
        boolean rulesEvaluated,
        @Nullable Intent openIntent,
        List<SessionOutcomeRow> outcomes,
        List<SessionReport> sessions,
        @Nullable StatusSummary before,
        @Nullable Sample after) {
    CompletedRun {
        outcomes = List.copyOf(outcomes);
        sessions = List.copyOf(sessions);
    }

    /** Returns a run that selected no session. */
    static CompletedRun withoutAction(
            CommandOutcome outcome,
            DecisionReason decision,
            boolean rulesEvaluated,
            List<SessionReport> spared,
            @Nullable Sample sample) {
        return new CompletedRun(
                outcome,
                decision,
                rulesEvaluated,
                null,
                List.of(),
                spared,
                sample == null ? null : sample.statusSummary(),
                sample);
    }

    /**
     * Returns the report of the run.
     *
     * @param dryRun used if there is no intent; an intent states the dry run itself
     */
    RunReport toRunReport(boolean dryRun) {
        return new RunReport(
                outcome, openIntent == null ? dryRun : openIntent.dryRun(), decision, sessions, before, after);
    }

    boolean hasActed() {
        return openIntent != null;
    }
}
