package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.value.Formats;
import java.util.Optional;

/**
 * The guard G4: a limit on the sessions of one action and on the signals to terminate of one hour. Terminations and
 * cancellations count towards the action, because both disturb an application. Only signals to terminate count towards
 * the hour.
 *
 * @param sessions number of sessions of the target at the start of the action
 * @param selectedBefore number of sessions selected by earlier steps of the action
 * @param terminationsLastHour signals to terminate in the last 60 minutes, including earlier steps
 */
public record G4Budget(Budget budget, int sessions, int selectedBefore, int terminationsLastHour)
        implements SessionGuard {

    static G4Budget of(GuardedStep step) {
        return new G4Budget(
                step.policy().budget(), step.sessionsAtStart(), step.selectedBefore(), step.terminationsLastHour());
    }

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        int maxSessions = budget.maxSessions(sessions);
        if (selectedBefore + selected.total() >= maxSessions) {
            return spared(
                    candidate,
                    "action budget exhausted: " + maxSessions + " of " + sessions + " sessions, maximum "
                            + Formats.percent(budget.sessionsPercentage()));
        }
        int maxPerHour = budget.terminationsPerHour();
        boolean terminates = candidate.kind().signal() == SignalKind.TERMINATE;
        return terminates && terminationsLastHour + selected.terminations() >= maxPerHour
                ? spared(
                        candidate,
                        "hourly budget exhausted: " + (terminationsLastHour + selected.terminations()) + " of "
                                + maxPerHour + " terminations")
                : Optional.empty();
    }

    private static Optional<SparedSession> spared(Candidate candidate, String reason) {
        return Optional.of(new SparedSession(
                candidate.session(),
                RuleId.G4,
                SessionOutcome.SPARED,
                candidate.reason() + "; spared: " + reason + " (G4)"));
    }
}
