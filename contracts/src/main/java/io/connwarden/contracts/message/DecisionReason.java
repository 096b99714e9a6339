package io.connwarden.contracts.message;

import java.util.Objects;

/**
 * Why something was done or not done.
 *
 * @param rule {@code R1} to {@code R5}, {@code G1} to {@code G6}, {@code COMMAND} for what a command named itself, or
 *     {@code INTAKE} for what never reached a decision
 */
public record DecisionReason(String rule, String reason) {
    public DecisionReason {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(reason, "reason");
    }
}
