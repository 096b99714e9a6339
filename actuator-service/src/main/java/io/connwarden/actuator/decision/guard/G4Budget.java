package io.connwarden.actuator.decision.guard;

import static io.connwarden.actuator.decision.wording.Figures.percent;

import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.verdict.Reclaim;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Optional;

/**
 * G4: no action takes too much of a target, and no hour does. Terminations and cancels both count towards the action,
 * because both disturb somebody; only terminations count towards the hour.
 *
 * @param sessions sessions of the target when the action began
 * @param touched already chosen by earlier rungs of the same action
 * @param terminatedThisHour already terminated in the last 60 minutes, earlier rungs included
 */
public record G4Budget(Budget budget, int sessions, int touched, int terminatedThisHour) implements SessionGuard {

    @Override
    public Optional<Spared> spares(Candidate candidate, Tally chosen) {
        int share = budget.share(sessions);
        if (touched + chosen.chosen() >= share) {
            return spared(
                    candidate,
                    "the budget of one action is used up: " + share + " of " + sessions + " sessions, "
                            + percent(budget.sessionsPercentage()));
        }
        int hourly = budget.terminationsPerHour();
        boolean ends = candidate.kind().reclaim() == Reclaim.TERMINATE;
        return ends && terminatedThisHour + chosen.terminations() >= hourly
                ? spared(
                        candidate,
                        "the hourly budget is used up: " + (terminatedThisHour + chosen.terminations()) + " of "
                                + hourly + " terminations")
                : Optional.empty();
    }

    private static Optional<Spared> spared(Candidate candidate, String why) {
        return Optional.of(new Spared(
                candidate.session(),
                Ground.G4,
                SessionOutcome.SPARED,
                candidate.reason() + "; spared: " + why + " (G4)"));
    }
}
