package io.connwarden.actuator.decision.guard;

import static io.connwarden.actuator.decision.format.ReasonFormats.formatPercentage;

import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Optional;

/**
 * G4: no action takes too much of a target, and no hour does. Terminations and cancels both count towards the action,
 * because both disturb somebody; only terminations count towards the hour.
 *
 * @param sessions sessions of the target when the action began
 * @param selectedBefore already chosen by earlier rungs of the same action
 * @param terminationsLastHour already terminated in the last 60 minutes, earlier rungs included
 */
public record G4Budget(Budget budget, int sessions, int selectedBefore, int terminationsLastHour)
        implements SessionGuard {

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        int share = budget.maxSessions(sessions);
        if (selectedBefore + selected.total() >= share) {
            return spared(
                    candidate,
                    "the budget of one action is used up: " + share + " of " + sessions + " sessions, "
                            + formatPercentage(budget.sessionsPercentage()));
        }
        int hourly = budget.terminationsPerHour();
        boolean ends = candidate.kind().signal() == SignalKind.TERMINATE;
        return ends && terminationsLastHour + selected.terminations() >= hourly
                ? spared(
                        candidate,
                        "the hourly budget is used up: " + (terminationsLastHour + selected.terminations()) + " of "
                                + hourly + " terminations")
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
