package io.connwarden.console.view;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan that a result has told, without its sessions.
 *
 * @param summary id, rule, number of sessions and expiry
 * @param reason the reason of the decision
 * @param override the guards that the command of the dry run overrides; empty for none
 * @param requestedBy the requester of the dry run; null for the plan of a rule
 * @param actionId id of the result with the sessions of the plan
 */
public record KnownPlan(
        PlanSummary summary,
        String target,
        String reason,
        List<String> override,
        @Nullable String requestedBy,
        String actionId) {
    public KnownPlan {
        override = List.copyOf(override);
    }

    static KnownPlan of(Event<Result> event, PlanSummary plan) {
        Result result = event.data();
        @Nullable List<String> override = result.override();
        return new KnownPlan(
                plan,
                result.target(),
                result.decision().reason(),
                override == null ? List.of() : override,
                result.requestedBy(),
                event.id().id());
    }

    public UUID id() {
        return summary.id();
    }

    /** Returns true for the plan of a requested dry run, and false for that of a rule in mode {@code ask}. */
    public boolean isRequested() {
        return RuleId.COMMAND.matches(summary.rule());
    }

    public boolean hasExpired(Instant now) {
        return !summary.expiresAt().isAfter(now);
    }
}
