package io.connwarden.actuator.plan;

import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.store.StoreClock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The execution of the command REJECT, in the transaction that accepts it. Thread-safe. */
public final class PlanRejection {
    private static final Logger LOG = LoggerFactory.getLogger(PlanRejection.class);
    private static final int MAX_LOGGED_LENGTH = 200;

    private final Plans plans;
    private final StoreClock clock;

    public PlanRejection(Plans plans, StoreClock clock) {
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * Rejects the plan that the command names. A plan that cannot be rejected rejects the command.
     *
     * @param now the time of the result
     */
    public Result execute(CommandOrigin origin, CommandParameters.Reject parameters, Instant now) {
        Command command = origin.command();
        Instant storeNow = clock.now();
        UUID id = parameters.planId();
        Plan plan = plans.lock(id).map(PlanReader::toPlan).orElse(null);
        Optional<String> refusal = Plan.refusal(id, plan, command.target(), storeNow);
        if (refusal.isPresent()) {
            return result(origin, CommandOutcome.REJECTED, refusal.get(), now);
        }
        if (command.dryRun()) {
            return result(origin, CommandOutcome.COMPLETED, "plan " + id + " would be rejected", now);
        }
        if (!plans.reject(id, command.requestedBy(), origin.id(), storeNow)) {
            throw new IllegalStateException("Plan " + id
                    + " was not rejected: another process changed its status; the transaction is rolled back");
        }
        LOG.info(
                "Plan {} on target {} rejected by {}, no session is signalled. Reason: {}",
                id,
                command.target(),
                Formats.singleLine(command.requestedBy(), MAX_LOGGED_LENGTH),
                Formats.singleLine(command.reason(), MAX_LOGGED_LENGTH));
        return result(
                origin,
                CommandOutcome.COMPLETED,
                "plan " + id + " rejected; an unchanged session of the plan is in no further plan of its rule or of a"
                        + " gentler one for policy.approval.rejected-for",
                now);
    }

    private static Result result(CommandOrigin origin, CommandOutcome outcome, String reason, Instant now) {
        return Results.withoutSessions(origin, outcome, new DecisionReason(RuleId.COMMAND.id(), reason), now, now);
    }
}
