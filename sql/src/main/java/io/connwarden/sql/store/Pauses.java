package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import io.connwarden.sql.Timestamps;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Which targets are paused, by whom and why. */
public final class Pauses {
    private final NamedParameterJdbcTemplate jdbc;

    public Pauses(DataSource store) {
        this.jdbc = StoreCall.on(store);
    }

    /** Pauses a target; false when it is paused already, and then stays so by whoever did it first. */
    public boolean pause(Pause pause, EventId command) {
        return new StoreCall(jdbc, StoreStatement.PAUSE)
                        .with("target", pause.target())
                        .with("pausedBy", pause.pausedBy())
                        .with("reason", pause.reason())
                        .with("since", pause.since())
                        .with("commandSource", command.source())
                        .with("commandId", command.id())
                        .update()
                == 1;
    }

    /** Lifts the pause of exactly this target, {@code *} being one of its own; false when there was none. */
    public boolean resume(String target) {
        return new StoreCall(jdbc, StoreStatement.RESUME).with("target", target).update() == 1;
    }

    /** The pauses that hold for a target, its own before the one of every target. */
    public List<Pause> affecting(String target) {
        return new StoreCall(jdbc, StoreStatement.PAUSES_AFFECTING_TARGET)
                .with("target", target)
                .rows((row, number) -> new Pause(
                        row.getString("target"),
                        row.getString("paused_by"),
                        row.getString("reason"),
                        Objects.requireNonNull(Timestamps.read(row, "since"))));
    }
}
