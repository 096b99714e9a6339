package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A plan: a decision of a rule in mode {@code ask}. It waits for APPROVE or REJECT until its expiry.
 *
 * @param id the {@code planId} of APPROVE and REJECT
 * @param rule id of the rule that made the plan
 * @param sessions number of sessions to signal, from 1
 * @param expiresAt time from which the plan cannot be approved
 */
public record PlanSummary(UUID id, String rule, int sessions, Instant createdAt, Instant expiresAt) {
    public PlanSummary {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(rule, "rule");
        Checks.requireAtLeast("sessions", sessions, 1);
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
