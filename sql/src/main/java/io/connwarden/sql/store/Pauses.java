package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The paused targets. */
public final class Pauses {
    private final JdbcClient jdbc;

    public Pauses(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * A pause, during which no session of the target is signalled.
     *
     * @param target a target id, or {@code *} for all targets
     * @param until end of the pause; null until RESUME
     */
    public record PauseRow(
            String target,
            String pausedBy,
            String reason,
            Instant since,
            @Nullable Instant until) {
        public PauseSummary summary() {
            return new PauseSummary(target, pausedBy, reason, since, until);
        }
    }

    /** Pauses a target. Returns false without a change if it is already paused for this time. */
    public boolean pause(PauseRow pause, EventId command) {
        return StoreStatement.PAUSE
                        .on(jdbc)
                        .param("target", pause.target())
                        .param("pausedBy", pause.pausedBy())
                        .param("reason", pause.reason())
                        .param("since", Timestamps.toParameter(pause.since()))
                        .param("until", pause.until() == null ? null : Timestamps.toParameter(pause.until()))
                        .param("commandSource", command.source())
                        .param("commandId", command.id())
                        .update()
                == 1;
    }

    /** Ends the pause of a target, or of {@code *}. Returns false if there is none. */
    public boolean resume(String target) {
        return StoreStatement.RESUME.on(jdbc).param("target", target).update() == 1;
    }

    /** Returns the pauses in force that affect a target: its own pause first, then the pause of all targets. */
    public List<PauseRow> affecting(String target) {
        return StoreStatement.PAUSES_AFFECTING_TARGET
                .on(jdbc)
                .param("target", target)
                .query((row, number) -> pause(row))
                .list();
    }

    /** Returns all pauses in force. */
    public List<PauseRow> all() {
        return StoreStatement.PAUSES.on(jdbc).query((row, number) -> pause(row)).list();
    }

    private static PauseRow pause(ResultSet row) throws SQLException {
        return new PauseRow(
                row.getString("target"),
                row.getString("paused_by"),
                row.getString("reason"),
                Timestamps.readRequired(row, "since"),
                Timestamps.read(row, "until"));
    }
}
