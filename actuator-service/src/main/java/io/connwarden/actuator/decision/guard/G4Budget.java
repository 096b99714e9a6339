package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.value.Formats;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The guard G4: a limit on the sessions of one action, and on the signals of one hour. Terminations and cancellations
 * count towards the action, because both disturb an application. The hour has one limit for each kind of signal.
 * Sessions that do not react to a signal to terminate are counted apart, with a limit of their own.
 *
 * @param sessions number of sessions of the target at the start of the action
 * @param selectedBefore number of sessions selected by earlier steps of the action
 * @param terminationsLastHour terminations of the last 60 minutes, including earlier steps
 * @param cancelsLastHour signals to cancel in the last 60 minutes, including earlier steps
 * @param unresponsive the sessions that exist after a signal to terminate, and can still end at any time
 */
public record G4Budget(
        Budget budget,
        int sessions,
        int selectedBefore,
        int terminationsLastHour,
        int cancelsLastHour,
        Set<SessionId> unresponsive)
        implements SessionGuard {
    private static final String REMEDY =
            "; to override this guard, send the command again with override: [\"G4\"] and a new id";

    public G4Budget {
        unresponsive = Set.copyOf(unresponsive);
    }

    static SessionGuard of(GuardedStep step) {
        return step.proposal().overridden().contains(RuleId.G4)
                ? (candidate, selected) -> Optional.empty()
                : new G4Budget(
                        step.policy().budget(),
                        step.sessionsAtStart(),
                        step.selectedBefore(),
                        step.terminationsLastHour(),
                        // Only the first step of an action cancels, so no signal of this action is missing.
                        step.situation().recentActions().cancelsLastHour(),
                        unresponsive(step));
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
        if (candidate.kind().signal() == SignalKind.CANCEL) {
            return checkHour(candidate, cancelsLastHour + selected.cancels(), budget.cancelsPerHour(), "cancellations");
        }
        if (unresponsive.size() >= budget.maxUnresponsive() && !isUnresponsive(candidate)) {
            return spared(
                    candidate,
                    Formats.count(unresponsive.size(), "session") + " did not react to SIGTERM, maximum "
                            + budget.maxUnresponsive());
        }
        return checkHour(
                candidate,
                terminationsLastHour + selected.terminations(),
                budget.terminationsPerHour(),
                "terminations");
    }

    private static Optional<SparedSession> checkHour(Candidate candidate, int count, int max, String signals) {
        return count >= max
                ? spared(candidate, "hourly budget exhausted: " + count + " of " + max + " " + signals)
                : Optional.empty();
    }

    private boolean isUnresponsive(Candidate candidate) {
        return candidate.session().id().filter(unresponsive::contains).isPresent();
    }

    private static Set<SessionId> unresponsive(GuardedStep step) {
        return step.situation().recentActions().unreclaimed().stream()
                .filter(UnreclaimedSession::awaitsTermination)
                .map(UnreclaimedSession::id)
                .collect(Collectors.toSet());
    }

    private static Optional<SparedSession> spared(Candidate candidate, String reason) {
        return Optional.of(new SparedSession(
                candidate.session(),
                RuleId.G4,
                SessionOutcome.SPARED,
                candidate.reason() + "; spared: " + reason + " (G4)"
                        + (candidate.kind().isNamed() ? REMEDY : "")));
    }
}
