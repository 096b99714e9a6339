package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Optional;

/**
 * The guard G5 with its override. A command that names a session can override the protection of that session, unless
 * the protection is permanent. A rule cannot.
 */
record NamedProtection(G5Protection protection, boolean overridden) implements SessionGuard {
    private static final String REMEDY =
            "; to override this guard, send the command again with override: [\"G5\"] and a new id";

    static NamedProtection of(GuardedStep step) {
        return new NamedProtection(
                G5Protection.of(step), step.proposal().overridden().contains(RuleId.G5));
    }

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        Optional<SparedSession> protectedSession = protection.check(candidate, selected);
        if (protectedSession.isEmpty() || !candidate.kind().isNamed()) {
            return protectedSession;
        }
        if (protection.permanentReason(candidate.session()).isPresent()) {
            return protectedSession.map(spared -> withAdvice(spared, "; this protection cannot be overridden"));
        }
        return overridden ? Optional.empty() : protectedSession.map(spared -> withAdvice(spared, REMEDY));
    }

    private static SparedSession withAdvice(SparedSession spared, String advice) {
        return new SparedSession(spared.session(), RuleId.G5, SessionOutcome.PROTECTED, spared.reason() + advice);
    }
}
