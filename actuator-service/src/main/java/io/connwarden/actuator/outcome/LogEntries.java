package io.connwarden.actuator.outcome;

import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.sql.store.ConnectionLog.ConnectionLogEntry;
import io.connwarden.sql.store.ConnectionLog.EntryOrigin;
import io.connwarden.sql.store.ConnectionLog.LoggedCounts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The builder of the rows of {@code connection_logs} from messages. */
public final class LogEntries {
    private static final EventCodec CODEC = EventCodec.instance();

    private LogEntries() {}

    /** Returns the row of a health event. */
    public static ConnectionLogEntry healthEvent(Health health, String eventId, Instant at) {
        return new ConnectionLogEntry(
                "MONITOR_CHECK",
                health.target(),
                at,
                counts(health.counts()),
                null,
                CODEC.toJson(health),
                new EntryOrigin(eventId, null, "monitor"));
    }

    /**
     * Returns the row of a result.
     *
     * @param acted true if a session was selected
     * @param health the last sample; null if the target was unreachable
     */
    static ConnectionLogEntry result(CommandOrigin origin, Result result, boolean acted, @Nullable Health health) {
        return new ConnectionLogEntry(
                type(result, acted),
                result.target(),
                result.finishedAt(),
                counts(health == null ? null : health.counts()),
                acted ? result.terminatedCount() : null,
                CODEC.toJson(result),
                new EntryOrigin(
                        origin.causeEventId(),
                        origin.isAutomatic() ? null : origin.id().id(),
                        origin.actor()));
    }

    /** Returns the row of the result of a command that was completed without reading its message. */
    static ConnectionLogEntry unreadCommand(Result result) {
        boolean acted = result.terminatedCount() + result.cancelledCount() > 0;
        return new ConnectionLogEntry(
                type(result, acted),
                result.target(),
                result.finishedAt(),
                LoggedCounts.NONE,
                acted ? result.terminatedCount() : null,
                CODEC.toJson(result),
                new EntryOrigin(
                        result.causeEventId(), result.commandId(), result.commandId() == null ? "automatic" : null));
    }

    /** Returns the row of an automatic decision without an action. */
    public static ConnectionLogEntry noAction(Result result) {
        return new ConnectionLogEntry(
                "DECISION_NO_ACTION",
                result.target(),
                result.finishedAt(),
                LoggedCounts.NONE,
                null,
                CODEC.toJson(result),
                new EntryOrigin(result.causeEventId(), null, "automatic"));
    }

    private static String type(Result result, boolean acted) {
        if (result.outcome() == CommandOutcome.REJECTED) {
            return "COMMAND_REJECTED";
        }
        if (result.outcome() == CommandOutcome.EXPIRED && !acted) {
            return "COMMAND_EXPIRED";
        }
        if (result.health() != null) {
            return "MONITOR_CHECK";
        }
        if (result.action() == Action.REJECT) {
            return "PLAN_REJECTED";
        }
        if (!acted) {
            return result.action() == Action.CLEANUP && result.outcome() == CommandOutcome.COMPLETED
                    ? "CLEANUP_NO_ZOMBIES"
                    : "DECISION_NO_ACTION";
        }
        return actionType(result);
    }

    private static String actionType(Result result) {
        if (result.plan() != null && !RuleId.COMMAND.matches(result.plan().rule())) {
            return "PLAN_CREATED";
        }
        if (result.action() == Action.CANCEL) {
            return "QUERIES_CANCELLED";
        }
        String rule = result.decision().rule();
        if (RuleId.R1.matches(rule)) {
            return "EMERGENCY_RESET";
        }
        return RuleId.R2.matches(rule) || RuleId.R3.matches(rule) || result.action() == Action.CLEANUP
                ? "CLEANUP_EXECUTED"
                : "SESSIONS_TERMINATED";
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
