package io.connwarden.actuator.decision.selection;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Objects;

/**
 * A session that met a rule or was named by a command, and is left alone all the same.
 *
 * @param ruleId the guard that spared it, the rule whose maximum it exceeded, or COMMAND
 * @param outcome PROTECTED, SPARED, CHANGED or ALREADY_GONE
 * @param reason one sentence with figures
 */
public record SparedSession(Session session, RuleId ruleId, SessionOutcome outcome, String reason) {
    public SparedSession {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(ruleId, "ground");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }
}
