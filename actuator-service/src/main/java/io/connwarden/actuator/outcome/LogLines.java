package io.connwarden.actuator.outcome;

import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.sql.store.LogLine;
import io.connwarden.sql.store.LoggedCounts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of {@code connection_logs} that tell of messages. */
public final class LogLines {
    private static final EventCodec CODEC = EventCodec.standard();

    private LogLines() {}

    /** A health event. */
    public static LogLine check(Health health, String eventId, Instant at) {
        return new LogLine(
                "MONITOR_CHECK",
                health.target(),
                at,
                counts(health.counts()),
                null,
                CODEC.toJson(health),
                eventId,
                null,
                "monitor");
    }

    /**
     * A result.
     *
     * @param acted whether any session was chosen
     * @param health the target as it was counted last; null when nobody could
     */
    static LogLine result(Cause cause, Result result, boolean acted, @Nullable Health health) {
        return new LogLine(
                type(result, acted),
                result.target(),
                result.finishedAt(),
                counts(health == null ? null : health.counts()),
                acted ? result.terminatedCount() : null,
                CODEC.toJson(result),
                cause.causeEventId(),
                cause.automatic() ? null : cause.id().id(),
                cause.actor());
    }

    /** A reason for an automatic action not to be taken. */
    public static LogLine noAction(Result result) {
        return new LogLine(
                "DECISION_NO_ACTION",
                result.target(),
                result.finishedAt(),
                LoggedCounts.NONE,
                null,
                CODEC.toJson(result),
                result.causeEventId(),
                null,
                "automatic");
    }

    static LogLine alert(String type, Alert alert, Instant now) {
        return new LogLine(
                type, alert.target(), now, LoggedCounts.NONE, null, CODEC.toJson(alert), null, null, "alerting");
    }

    private static String type(Result result, boolean acted) {
        if (result.outcome() == Outcome.REJECTED) {
            return "COMMAND_REJECTED";
        }
        if (result.outcome() == Outcome.EXPIRED && !acted) {
            return "COMMAND_EXPIRED";
        }
        if (result.health() != null) {
            return "MONITOR_CHECK";
        }
        if (!acted) {
            return result.action() == Action.CLEANUP && result.outcome() == Outcome.COMPLETED
                    ? "CLEANUP_NO_ZOMBIES"
                    : "DECISION_NO_ACTION";
        }
        return acted(result);
    }

    private static String acted(Result result) {
        if (result.action() == Action.CANCEL) {
            return "QUERIES_CANCELLED";
        }
        return switch (result.decision().rule()) {
            case "R1" -> "EMERGENCY_RESET";
            case "R2", "R3" -> "CLEANUP_EXECUTED";
            default -> result.action() == Action.CLEANUP ? "CLEANUP_EXECUTED" : "SESSIONS_TERMINATED";
        };
    }

    private static LoggedCounts counts(@Nullable Counts counts) {
        return counts == null
                ? LoggedCounts.NONE
                : new LoggedCounts(
                        counts.totalConnections(),
                        counts.activeConnections(),
                        counts.idleConnections(),
                        counts.zombieConnections(),
                        counts.utilizationPercentage());
    }
}
