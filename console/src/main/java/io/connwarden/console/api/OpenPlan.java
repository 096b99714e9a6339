package io.connwarden.console.api;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan that can be executed.
 *
 * @param rule the rule that asks; COMMAND for a requested dry run
 * @param sessions number of sessions to signal
 * @param override the guards that the command of the dry run overrides
 * @param actionId id of the result with the sessions of the plan
 * @param scope the scope that executes the plan
 */
record OpenPlan(
        UUID id,
        String target,
        String rule,
        int sessions,
        Instant createdAt,
        Instant expiresAt,
        String reason,
        List<String> override,
        String actionId,
        String scope) {
    private static final Set<Action> DECISIONS = Set.of(Action.APPROVE, Action.REJECT);

    /** Returns the plan of a result that is neither expired nor decided. */
    static Optional<OpenPlan> of(Event<Result> event, Collection<Event<Result>> all, Instant now) {
        PlanSummary plan = event.data().plan();
        return plan == null || !plan.expiresAt().isAfter(now) || isDecided(plan.id(), all)
                ? Optional.empty()
                : Optional.of(of(event, plan));
    }

    private static OpenPlan of(Event<Result> event, PlanSummary plan) {
        Result result = event.data();
        @Nullable List<String> override = result.override();
        boolean isRequested = RuleId.COMMAND.matches(plan.rule());
        return new OpenPlan(
                plan.id(),
                result.target(),
                plan.rule(),
                plan.sessions(),
                plan.createdAt(),
                plan.expiresAt(),
                result.decision().reason(),
                override == null ? List.of() : override,
                event.id().id(),
                isRequested ? "operate" : "approve");
    }

    /** The result of a decision names the plan in its reason. */
    private static boolean isDecided(UUID id, Collection<Event<Result>> all) {
        return all.stream()
                .map(Event::data)
                .anyMatch(result -> result.action() != null
                        && DECISIONS.contains(result.action())
                        && result.outcome() == CommandOutcome.COMPLETED
                        && !result.dryRun()
                        && result.decision().reason().contains(id.toString()));
    }

    boolean isRequested() {
        return RuleId.COMMAND.matches(rule);
    }
}
