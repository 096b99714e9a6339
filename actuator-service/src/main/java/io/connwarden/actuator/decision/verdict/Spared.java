package io.connwarden.actuator.decision.verdict;

import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Objects;

/**
 * A session that met a rule or was named by a command, and is left alone all the same.
 *
 * @param ground the guard that spared it, the rule whose maximum it exceeded, or COMMAND
 * @param outcome PROTECTED, SPARED, CHANGED or ALREADY_GONE
 * @param reason one sentence with figures
 */
public record Spared(Session session, Ground ground, SessionOutcome outcome, String reason) {
    public Spared {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(ground, "ground");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }
}
