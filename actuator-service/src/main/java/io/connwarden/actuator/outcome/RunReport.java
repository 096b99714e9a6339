package io.connwarden.actuator.outcome;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision of a run and its effect.
 *
 * @param sessions selected and spared sessions
 * @param before the status at the decision; null if there was no sample
 * @param after the last sample; null if the target was unreachable
 */
public record RunReport(
        CommandOutcome outcome,
        boolean dryRun,
        DecisionReason decision,
        List<SessionReport> sessions,
        @Nullable StatusSummary before,
        @Nullable Sample after) {
    public RunReport {
        sessions = List.copyOf(sessions);
    }
}
