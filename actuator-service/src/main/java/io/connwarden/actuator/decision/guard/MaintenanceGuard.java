package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Optional;

/**
 * The guard of maintenance commands against rules. An interrupted CREATE INDEX CONCURRENTLY leaves an invalid index,
 * and an interrupted VACUUM or COPY starts again from its beginning. A command that names the session is not held back.
 *
 * @param rule the rule that proposed the sessions
 * @param reclaimable true to spare no session
 */
public record MaintenanceGuard(RuleId rule, boolean reclaimable) implements SessionGuard {

    static MaintenanceGuard of(GuardedStep step) {
        return new MaintenanceGuard(step.proposal().rule(), step.policy().reclaimMaintenance());
    }

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        return spares(candidate)
                ? Optional.of(new SparedSession(
                        candidate.session(),
                        rule,
                        SessionOutcome.SPARED,
                        candidate.reason()
                                + "; spared: a maintenance command or COPY is running (pg_stat_progress_*);"
                                + " policy.reclaim-maintenance: true allows to end it"))
                : Optional.empty();
    }

    private boolean spares(Candidate candidate) {
        return !candidate.kind().isNamed()
                && !reclaimable
                && candidate.session().work().maintenance();
    }
}
