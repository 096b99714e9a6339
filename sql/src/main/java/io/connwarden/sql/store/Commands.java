package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import io.connwarden.sql.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored commands and their results. {@code (source, id)} is unique, so a command sent twice is executed once. */
public final class Commands {
    private final JdbcClient jdbc;
    private final TargetLock targetLock;

    public Commands(DataSource store) {
        this.jdbc = JdbcClient.create(store);
        this.targetLock = new TargetLock(store);
    }

    /**
     * A command to accept.
     *
     * @param data the command message as JSON
     */
    public record NewCommand(
            EventId id,
            String target,
            String action,
            boolean dryRun,
            Requester requester,
            String data,
            Instant expiresAt) {}

    /**
     * The requester of a command.
     *
     * @param automatic true for an automatic action
     * @param name the person or program that requested the command
     * @param cause the health event that caused an automatic action; null for a requested command
     */
    public record Requester(
            boolean automatic,
            String name,
            String reason,
            @Nullable EventId cause) {}

    /**
     * A command that was accepted earlier.
     *
     * @param hasSameContent true if the message of the earlier command is equal to the given message
     * @param result the result message as JSON; null while the command is not done, and for an automatic action without
     *     a result
     */
    public record ExistingCommand(
            boolean hasSameContent,
            Instant acceptedAt,
            @Nullable String result) {}

    /**
     * The values stored when a command is done.
     *
     * @param result the result message as JSON; null for an automatic action that selected no session
     * @param resultEventId null if there is no result
     */
    public record CommandCompletion(
            String outcome,
            String rule,
            String reason,
            int terminatedCount,
            int cancelledCount,
            @Nullable String result,
            @Nullable String resultEventId,
            Instant finishedAt) {}

    /**
     * Acquires the locks of targets for the current transaction, in the order of all processes. A command that is
     * accepted under the lock of its target gets its sequence number in the order of commits. No earlier command of the
     * target then becomes visible after a later one was claimed.
     */
    public void lockTargets(Collection<String> targets) {
        if (!targets.isEmpty()) {
            targetLock.acquireAll(targets);
        }
    }

    /**
     * Accepts a command and returns its sequence number, or empty if its source and id are already known. An automatic
     * action of the target that waits without a decision is moved behind a requested command.
     */
    public Optional<Long> accept(NewCommand command) {
        Requester requester = command.requester();
        EventId cause = requester.cause();
        return StoreStatement.ACCEPT_COMMAND
                .on(jdbc)
                .param("source", command.id().source())
                .param("id", command.id().id())
                .param("target", command.target())
                .param("action", command.action())
                .param("automatic", requester.automatic())
                .param("requestedBy", requester.name())
                .param("reason", requester.reason())
                .param("dryRun", command.dryRun())
                .param("data", command.data())
                .param("causeSource", cause == null ? null : cause.source())
                .param("causeEventId", cause == null ? null : cause.id())
                .param("expiresAt", Timestamps.toParameter(command.expiresAt()))
                .query((row, number) -> row.getLong("seq"))
                .optional();
    }

    /**
     * Returns the command with the given source and id, or empty if it is unknown.
     *
     * @param data the command message as JSON, for the comparison
     */
    public Optional<ExistingCommand> findExisting(EventId id, String data) {
        return StoreStatement.EXISTING_COMMAND
                .on(jdbc)
                .param("source", id.source())
                .param("id", id.id())
                .param("data", data)
                .query((row, number) -> new ExistingCommand(
                        row.getBoolean("has_same_content"),
                        Timestamps.readRequired(row, "accepted_at"),
                        row.getString("result")))
                .optional();
    }

    /** Completes a command that was accepted in the same transaction, so that no process has claimed it. */
    public boolean completeUnclaimed(long seq, CommandCompletion completion) {
        return complete(jdbc, seq, null, completion);
    }

    /** Returns the targets that have an automatic action which has not been decided. */
    public Set<String> targetsWithUndecidedAutomaticAction(Collection<String> targets) {
        return new TreeSet<>(StoreStatement.TARGETS_WITH_UNDECIDED_AUTOMATIC_ACTION
                .on(jdbc)
                .param("targets", ArrayParameter.of("text", targets, target -> target))
                .query((row, number) -> row.getString("target"))
                .list());
    }

    /** Returns the number of commands of the target that are not done, without PAUSE, RESUME, STATUS and REJECT. */
    public int pendingCount(String target) {
        return StoreStatement.COUNT_PENDING_COMMANDS
                .on(jdbc)
                .param("target", target)
                .query((row, number) -> row.getInt(1))
                .single();
    }

    /** @param owner the holder of the lease; null if the command was accepted in the same transaction */
    static boolean complete(JdbcClient jdbc, long seq, @Nullable String owner, CommandCompletion completion) {
        return StoreStatement.COMPLETE_COMMAND
                        .on(jdbc)
                        .param("seq", seq)
                        .param("owner", owner)
                        .param("outcome", completion.outcome())
                        .param("rule", completion.rule())
                        .param("decisionReason", completion.reason())
                        .param("terminatedCount", completion.terminatedCount())
                        .param("cancelledCount", completion.cancelledCount())
                        .param("result", completion.result())
                        .param("resultEventId", completion.resultEventId())
                        .param("finishedAt", Timestamps.toParameter(completion.finishedAt()))
                        .update()
                == 1;
    }
}
