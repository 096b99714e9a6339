package io.connwarden.actuator.decision.selection;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Objects;

/**
 * A session that met a rule or was named by a command, and gets no signal.
 *
 * @param ruleId the guard that spared it, the rule with the reached limit, or COMMAND
 * @param outcome PROTECTED, SPARED, CHANGED or ALREADY_GONE
 * @param reason one sentence with counts
 */
public record SparedSession(Session session, RuleId ruleId, SessionOutcome outcome, String reason) {
    public SparedSession {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(ruleId, "ruleId");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }
}
