package io.connwarden.actuator.plan;

import io.connwarden.actuator.decision.policy.Approval;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.store.Plans.PlanOrigin;
import io.connwarden.sql.store.Plans.PlanRow;
import io.connwarden.sql.store.Plans.PlanSessionRow;
import io.connwarden.sql.store.Plans.PlannedActivity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The writer of a decision as a plan, in the transaction that writes its dry run. Thread-safe. */
public final class PlanWriter {
    private final Plans plans;

    public PlanWriter(Plans plans) {
        this.plans = plans;
    }

    /**
     * Writes a pending plan, and returns it.
     *
     * @param intentId the dry run that contains the decision
     * @param now the time by the clock of the log store
     */
    public PlanSummary write(Decision.Ask ask, String target, long intentId, Approval approval, Instant now) {
        PlanOrigin origin = new PlanOrigin(ask.ruleId().id(), ask.scope());
        return write(UUID.randomUUID(), origin, ask.asDryRun(), target, intentId, approval, now);
    }

    /** Writes a requested dry run as a pending plan. Any number of them can be pending. */
    public PlanSummary writeRequested(
            Decision.Act dryRun, String target, long intentId, Approval approval, Instant now) {
        UUID id = UUID.randomUUID();
        PlanOrigin origin = new PlanOrigin(RuleId.COMMAND.id(), id.toString());
        return write(id, origin, dryRun, target, intentId, approval, now);
    }

    private PlanSummary write(
            UUID id,
            PlanOrigin origin,
            Decision.Act decision,
            String target,
            long intentId,
            Approval approval,
            Instant now) {
        // An overdue plan of the same rule still counts as pending until it is marked.
        plans.expire(target, List.of(), now);
        PlanRow plan = new PlanRow(id, target, origin, decision.reason(), now, now.plus(approval.validFor()));
        plans.write(
                plan,
                intentId,
                decision.victims().stream().map(PlanWriter::toRow).toList());
        return new PlanSummary(id, plan.rule(), decision.victims().size(), plan.createdAt(), plan.expiresAt());
    }

    private static PlanSessionRow toRow(Victim victim) {
        Session session = victim.session();
        return new PlanSessionRow(
                victim.id(),
                victim.signal(),
                new PlannedActivity(
                        session.state().postgresName(),
                        session.activity().stateChange(),
                        session.activity().xactStart()),
                session.client().user(),
                session.client().application(),
                session.client().database());
    }
}
