package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The guard G7: a session on which a signal had no effect is set aside for a growing time, so that it uses up no limit
 * meant for other sessions. A command may still name it.
 */
record G7NoEffect(Map<SessionId, List<UnreclaimedSession>> unreclaimed, Instant now) implements SessionGuard {

    static G7NoEffect of(GuardedStep step) {
        return new G7NoEffect(
                step.situation().recentActions().unreclaimed().stream()
                        .collect(Collectors.groupingBy(UnreclaimedSession::id)),
                step.situation().now());
    }

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        return failedAttempt(candidate)
                .filter(failed -> failed.isSetAside(now))
                .map(failed -> new SparedSession(
                        candidate.session(),
                        RuleId.G7,
                        SessionOutcome.SPARED,
                        candidate.reason() + "; spared: " + failed.describe() + "; tried again after "
                                + failed.retryAt().truncatedTo(ChronoUnit.SECONDS) + " (G7)"));
    }

    boolean isSetAside(Candidate candidate) {
        return failedAttempt(candidate).filter(failed -> failed.isSetAside(now)).isPresent();
    }

    /** A session that is tried again uses only what the other candidates leave of the limits. */
    @Override
    public boolean comesLast(Candidate candidate) {
        return failedAttempt(candidate).isPresent();
    }

    private Optional<UnreclaimedSession> failedAttempt(Candidate candidate) {
        return candidate.session().id().filter(id -> !candidate.kind().isNamed()).stream()
                .flatMap(id -> unreclaimed.getOrDefault(id, List.of()).stream())
                .filter(failed -> failed.concerns(candidate.kind().signal()))
                .max(Comparator.comparing(UnreclaimedSession::retryAt));
    }
}
