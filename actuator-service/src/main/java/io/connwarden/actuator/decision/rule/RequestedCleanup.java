package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.format.ReasonFormats.formatDuration;

import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.message.Request;
import java.time.Duration;
import java.util.Map;

/** CLEANUP: idle sessions by the age and the maximum that the command names. */
public final class RequestedCleanup {
    private static final double MILLIS_PER_MINUTE = 60_000;

    public Proposal propose(String condition, Request.Cleanup cleanup, Situation situation) {
        Duration idle = idleFor(cleanup.idleThresholdMinutes());
        return new Proposal(
                RuleId.COMMAND,
                condition + ", idle for at least " + formatDuration(idle) + ", at most " + cleanup.maxTerminations(),
                new Candidates(situation, RuleId.COMMAND).idle(idle),
                Map.of(CandidateKind.IDLE, cleanup.maxTerminations()));
    }

    /** To the millisecond, rounded up: a fraction too small to hold must not become "every idle session". */
    private static Duration idleFor(double minutes) {
        return Duration.ofMillis((long) Math.ceil(minutes * MILLIS_PER_MINUTE));
    }
}
