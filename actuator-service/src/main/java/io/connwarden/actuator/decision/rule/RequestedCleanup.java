package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.util.Map;

/** The CLEANUP command: idle sessions by the age and the limit in the command. */
public final class RequestedCleanup {
    private static final double MILLIS_PER_MINUTE = 60_000;

    public Proposal propose(String condition, CommandParameters.Cleanup cleanup, Situation situation) {
        Duration idle = idleFor(cleanup.idleThresholdMinutes());
        return new Proposal(
                RuleId.COMMAND,
                condition + ", idle for at least " + Formats.duration(idle) + ", at most " + cleanup.maxTerminations(),
                new Candidates(situation, RuleId.COMMAND).idle(session -> idle),
                Map.of(CandidateKind.IDLE, cleanup.maxTerminations()));
    }

    /** Rounds up to milliseconds, because a threshold of zero would select every idle session. */
    private static Duration idleFor(double minutes) {
        return Duration.ofMillis((long) Math.ceil(minutes * MILLIS_PER_MINUTE));
    }
}
