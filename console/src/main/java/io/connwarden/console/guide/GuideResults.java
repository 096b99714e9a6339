package io.connwarden.console.guide;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of a command in the form of the functions that the endpoint called. */
final class GuideResults {
    private static final Set<SessionOutcome> FAILURES =
            Set.of(SessionOutcome.DENIED, SessionOutcome.FAILED, SessionOutcome.UNRESPONSIVE);

    private GuideResults() {}

    /**
     * The row of {@code terminate_idle_connections()}.
     *
     * @param dryRun true if the actuator sends no signals; the counts are 0 then
     * @param details the whole result of the command
     */
    record Cleanup(
            @JsonProperty("terminated_count") int terminatedCount,
            @JsonProperty("remaining_zombies") int remainingZombies,
            @JsonProperty("dry_run") boolean dryRun,
            @JsonRawValue String details) {

        static Cleanup of(Result result) {
            return new Cleanup(
                    result.terminatedCount(),
                    Objects.requireNonNullElse(result.remainingZombies(), 0),
                    result.dryRun(),
                    EventCodec.instance().toJson(result));
        }
    }

    /**
     * A row of {@code emergency_connection_reset()}.
     *
     * @param success false if a signal failed
     * @param details the whole result of the command in the first row
     */
    record Emergency(
            String action,
            @JsonProperty("affected_count") int affectedCount,
            boolean success,
            @JsonProperty("dry_run") boolean dryRun,
            @JsonRawValue @Nullable String details) {

        static List<Emergency> of(Result result) {
            boolean success = result.sessions().stream().noneMatch(session -> FAILURES.contains(session.outcome()));
            return List.of(
                    new Emergency(
                            "TERMINATE_SESSIONS",
                            result.terminatedCount(),
                            success,
                            result.dryRun(),
                            EventCodec.instance().toJson(result)),
                    new Emergency("CANCEL_QUERIES", result.cancelledCount(), success, result.dryRun(), null));
        }
    }

    /** An entry of {@code actions_taken}. */
    record ActionTaken(
            String action, String reason, @Nullable Object results) {

        static List<ActionTaken> of(Result result) {
            return Stream.of(result.decision().rule())
                    .map(rule -> switch (rule) {
                        case "R1" -> taken("emergency_reset", result, Emergency.of(result));
                        case "R2" -> taken("zombie_cleanup", result, Cleanup.of(result));
                        case "R3" -> taken("gentle_cleanup", result, Cleanup.of(result));
                        case "R4" -> taken("stuck_transactions", result, Cleanup.of(result));
                        default -> taken("no_action", result, null);
                    })
                    .toList();
        }

        private static ActionTaken taken(String action, Result result, @Nullable Object results) {
            return result.sessions().isEmpty()
                    ? new ActionTaken("no_action", result.decision().reason(), null)
                    : new ActionTaken(action, result.decision().reason(), results);
        }
    }
}
