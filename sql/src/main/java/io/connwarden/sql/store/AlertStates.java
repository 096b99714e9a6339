package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Where alerts stand. Reading and keeping belong into one transaction that holds {@link ActionHistory#lock}. */
public final class AlertStates {
    private final NamedParameterJdbcTemplate jdbc;

    public AlertStates(DataSource store) {
        this.jdbc = StoreCall.on(store);
    }

    public List<AlertStateRow> statesOf(String target) {
        return new StoreCall(jdbc, StoreStatement.ALERT_STATES)
                .with("target", target)
                .rows((row, number) -> alertState(target, row));
    }

    public void upsert(AlertStateRow state) {
        new StoreCall(jdbc, StoreStatement.UPSERT_ALERT_STATE)
                .with("target", state.target())
                .with("name", state.name())
                .with("badCount", state.badCount())
                .with("goodCount", state.goodCount())
                .with("firingSince", state.firingSince())
                .with("lastBadAt", state.lastBadAt())
                .with("lastEvaluatedAt", state.lastEvaluatedAt())
                .update();
    }

    public void delete(String target, String name) {
        new StoreCall(jdbc, StoreStatement.DELETE_ALERT_STATE)
                .with("target", target)
                .with("name", name)
                .update();
    }

    private static AlertStateRow alertState(String target, ResultSet row) throws SQLException {
        return new AlertStateRow(
                target,
                row.getString("name"),
                row.getInt("bad_count"),
                row.getInt("good_count"),
                Timestamps.read(row, "firing_since"),
                Objects.requireNonNull(Timestamps.read(row, "last_bad_at")),
                Objects.requireNonNull(Timestamps.read(row, "last_evaluated_at")));
    }
}
