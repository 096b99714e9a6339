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
 * G4: limits the sessions of one action and the terminations of one hour. Terminations and cancels count towards the
 * action, because both disturb an application. Only terminations count towards the hour.
 *
 * @param sessions number of sessions of the target at the start of the action
 * @param selectedBefore number of sessions selected by earlier steps of the action
 * @param terminationsLastHour terminations in the last 60 minutes, including earlier steps
 */
public record G4Budget(Budget budget, int sessions, int selectedBefore, int terminationsLastHour)
        implements SessionGuard {

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        int share = budget.maxSessions(sessions);
        if (selectedBefore + selected.total() >= share) {
            return spared(
                    candidate,
                    "action budget exhausted: " + share + " of " + sessions + " sessions, maximum "
                            + Formats.percent(budget.sessionsPercentage()));
        }
        int hourly = budget.terminationsPerHour();
        boolean ends = candidate.kind().signal() == SignalKind.TERMINATE;
        return ends && terminationsLastHour + selected.terminations() >= hourly
                ? spared(
                        candidate,
                        "hourly budget exhausted: " + (terminationsLastHour + selected.terminations()) + " of " + hourly
                                + " terminations")
                : Optional.empty();
    }

    private static Optional<SparedSession> spared(Candidate candidate, String why) {
        return Optional.of(new SparedSession(
                candidate.session(),
                RuleId.G4,
                SessionOutcome.SPARED,
                candidate.reason() + "; spared: " + why + " (G4)"));
    }
}
