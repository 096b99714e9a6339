package io.connwarden.contracts.message;

import java.util.Objects;

/**
 * The reason for an action, or for no action.
 *
 * @param rule id of the rule or guard that decided, a {@link RuleId#id()}; a newer version may send further ids
 * @param reason one sentence
 */
public record DecisionReason(String rule, String reason) {
    public DecisionReason {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(reason, "reason");
    }
}
