package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import io.connwarden.sql.Seconds;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.store.Commands.CommandCompletion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The leases on commands. One process at a time holds the lease of a command and renews it. After it has expired,
 * another process may claim the command. Expiry uses the clock of the store, so the clocks of the processes do not
 * matter.
 */
public final class Leases {
    private final JdbcClient jdbc;
    private final String owner;
    private final Duration duration;

    /** @param owner identifies this process; it must differ after a restart */
    public Leases(DataSource store, String owner, Duration duration) {
        this.jdbc = JdbcClient.create(store);
        this.owner = owner;
        this.duration = duration;
    }

    /**
     * A command with a lease of this process.
     *
     * @param seq key of the command and its position in the order of execution
     * @param data the command message as JSON
     * @param cause the health event that caused an automatic action; null for a requested command
     * @param attempts number of processes that claimed the command and did not release it, this one included; above 1
     *     after a crash or an expired lease
     */
    public record ClaimedCommand(
            long seq,
            EventId id,
            String target,
            boolean automatic,
            String data,
            @Nullable EventId cause,
            CommandTimes times,
            int attempts) {}

    /**
     * The times of a claimed command.
     *
     * @param startedAt time of the first claim
     */
    public record CommandTimes(Instant acceptedAt, Instant expiresAt, Instant startedAt) {}

    /**
     * Claims the first command of the target that is not done. Returns empty if there is none or another process holds
     * its lease. Commands of a target are executed in the order of acceptance, and an automatic action without a
     * decision after the requested commands that wait. A process may claim its own unfinished command again, because
     * its only worker for the target has stopped working on it.
     */
    public Optional<ClaimedCommand> claim(String target, Instant now) {
        return StoreStatement.CLAIM_COMMAND
                .on(jdbc)
                .param("owner", owner)
                .param("leaseSeconds", Seconds.of(duration))
                .param("target", target)
                .param("now", Timestamps.toParameter(now))
                .query((row, number) -> claimedCommand(row))
                .optional();
    }

    /**
     * Claims a command that is past its expiry, or past the maximum wait, and that is for none of the given targets.
     * Returns empty if there is none.
     *
     * @param configured the targets of this process
     */
    public Optional<ClaimedCommand> claimOverdue(Collection<String> configured, Duration maxWait, Instant now) {
        return StoreStatement.CLAIM_OVERDUE_COMMAND
                .on(jdbc)
                .param("owner", owner)
                .param("leaseSeconds", Seconds.of(duration))
                .param("configured", ArrayParameter.of("text", configured, target -> target))
                .param("maxWaitSeconds", Seconds.of(maxWait))
                .param("now", Timestamps.toParameter(now))
                .query((row, number) -> claimedCommand(row))
                .optional();
    }

    /** Returns the targets with a command to claim, unfinished commands of this process included. */
    public Set<String> targetsWithWork() {
        return new TreeSet<>(StoreStatement.TARGETS_WITH_WORK
                .on(jdbc)
                .param("owner", owner)
                .query((row, number) -> row.getString("target"))
                .list());
    }

    /**
     * Renews the leases of the given commands and returns their number. A lease of another process is not renewed. A
     * lease that another transaction has locked is skipped: the lock prevents a takeover.
     */
    public int renew(Collection<Long> seqs) {
        return StoreStatement.RENEW_LEASES
                .on(jdbc)
                .param("seqs", ArrayParameter.of("int8", seqs, seq -> seq))
                .param("owner", owner)
                .param("leaseSeconds", Seconds.of(duration))
                .update();
    }

    /** Releases the lease of an unfinished command, so that any process can claim it. */
    public void release(long seq) {
        StoreStatement.RELEASE_COMMAND
                .on(jdbc)
                .param("seq", seq)
                .param("owner", owner)
                .update();
    }

    /**
     * Returns true if this process holds the lease. The command is then locked: no process can claim it before the end
     * of the transaction.
     */
    public boolean lockIfHeld(long seq) {
        return StoreStatement.LOCK_LEASE
                .on(jdbc)
                .param("seq", seq)
                .param("owner", owner)
                .query((row, number) -> true)
                .optional()
                .isPresent();
    }

    /** Completes a command and ends its lease. Returns false if this process does not hold the lease. */
    public boolean complete(long seq, CommandCompletion completion) {
        return Commands.complete(jdbc, seq, owner, completion);
    }

    private static ClaimedCommand claimedCommand(ResultSet row) throws SQLException {
        return new ClaimedCommand(
                row.getLong("seq"),
                new EventId(row.getString("source"), row.getString("id")),
                row.getString("target"),
                row.getBoolean("automatic"),
                row.getString("data"),
                cause(row.getString("cause_source"), row.getString("cause_event_id")),
                times(row),
                row.getInt("attempts"));
    }

    private static CommandTimes times(ResultSet row) throws SQLException {
        return new CommandTimes(
                Timestamps.readRequired(row, "accepted_at"),
                Timestamps.readRequired(row, "expires_at"),
                Timestamps.readRequired(row, "started_at"));
    }

    private static @Nullable EventId cause(@Nullable String source, @Nullable String id) {
        return source == null || id == null ? null : new EventId(source, id);
    }
}
