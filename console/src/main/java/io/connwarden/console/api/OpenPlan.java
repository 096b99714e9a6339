package io.connwarden.console.api;

import io.connwarden.console.view.KnownPlan;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan that can be executed.
 *
 * @param rule the rule that asks; COMMAND for a requested dry run
 * @param sessions number of sessions to signal
 * @param override the guards that the command of the dry run overrides
 * @param requestedBy the requester of the dry run; null for the plan of a rule
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
        @Nullable String requestedBy,
        String actionId,
        String scope) {

    static OpenPlan of(KnownPlan plan, String scope) {
        return new OpenPlan(
                plan.id(),
                plan.target(),
                plan.summary().rule(),
                plan.summary().sessions(),
                plan.summary().createdAt(),
                plan.summary().expiresAt(),
                plan.reason(),
                plan.override(),
                plan.requestedBy(),
                plan.actionId(),
                scope);
    }
}
