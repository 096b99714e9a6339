package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The right to work on a command: held by one process at a time, renewed while it lives, taken over when it went stale.
 * Time is the store's own, so the clocks of the processes do not matter.
 */
public final class Leases {
    private final NamedParameterJdbcTemplate jdbc;
    private final String owner;
    private final Duration duration;

    /** @param owner names this process and no other, not even its own predecessor */
    public Leases(DataSource store, String owner, Duration duration) {
        this.jdbc = StoreCall.on(store);
        this.owner = owner;
        this.duration = duration;
    }

    /**
     * Takes up the oldest unanswered command of the target; empty when there is none or another process works on it. One
     * that this process holds already is given again: it has one worker per target, and that one let go of it. Later ones wait for it: commands of a target are done in the order of acceptance.
     */
    public Optional<ClaimedCommand> claim(String target, Instant now) {
        return Optional.ofNullable(new StoreCall(jdbc, StoreStatement.CLAIM_COMMAND)
                .with("owner", owner)
                .withSeconds("leaseSeconds", duration)
                .with("target", target)
                .with("now", now)
                .row((row, number) -> claimedCommand(row)));
    }

    /** Targets with a command that can be taken up now, this process's own unfinished ones included. */
    public Set<String> targetsWithWork() {
        return new TreeSet<>(new StoreCall(jdbc, StoreStatement.TARGETS_WITH_WORK)
                .with("owner", owner)
                .rows((row, number) -> row.getString("target")));
    }

    /** Prolongs every lease of this process; answers how many it holds. */
    public int renew() {
        return new StoreCall(jdbc, StoreStatement.RENEW_LEASES)
                .with("owner", owner)
                .withSeconds("leaseSeconds", duration)
                .update();
    }

    /** Gives a command back unfinished, for whoever comes next. */
    public void release(long seq) {
        new StoreCall(jdbc, StoreStatement.RELEASE_COMMAND)
                .with("seq", seq)
                .with("owner", owner)
                .update();
    }

    /** Whether the lease is still this process's; if so nobody can take it before the transaction ends. */
    public boolean lockIfHeld(long seq) {
        return new StoreCall(jdbc, StoreStatement.LOCK_LEASE)
                        .with("seq", seq)
                        .with("owner", owner)
                        .row((row, number) -> true)
                != null;
    }

    /** Stores the answer and ends the lease; false, and nothing stored, when the lease is not this process's any more. */
    public boolean complete(long seq, CommandCompletion completion) {
        return CompletionStatement.complete(jdbc, seq, owner, completion);
    }

    private static ClaimedCommand claimedCommand(ResultSet row) throws SQLException {
        return new ClaimedCommand(
                row.getLong("seq"),
                new EventId(row.getString("source"), row.getString("id")),
                row.getString("target"),
                row.getBoolean("automatic"),
                row.getString("data"),
                cause(row.getString("cause_source"), row.getString("cause_event_id")),
                Objects.requireNonNull(Timestamps.read(row, "accepted_at")),
                Objects.requireNonNull(Timestamps.read(row, "expires_at")),
                Objects.requireNonNull(Timestamps.read(row, "started_at")),
                row.getInt("attempts"));
    }

    private static @Nullable EventId cause(@Nullable String source, @Nullable String id) {
        return source == null || id == null ? null : new EventId(source, id);
    }
}
