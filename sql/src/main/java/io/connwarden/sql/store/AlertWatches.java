package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Where alerts stand. Reading and keeping belong into one transaction that holds {@link RecentIntents#lock}. */
public final class AlertWatches {
    private final NamedParameterJdbcTemplate jdbc;

    public AlertWatches(DataSource store) {
        this.jdbc = StoreCall.on(store);
    }

    public List<StoredWatch> of(String target) {
        return new StoreCall(jdbc, StoreStatement.WATCHES_OF)
                .with("target", target)
                .rows((row, number) -> watch(target, row));
    }

    public void keep(StoredWatch watch) {
        new StoreCall(jdbc, StoreStatement.KEEP_WATCH)
                .with("target", watch.target())
                .with("name", watch.name())
                .with("bad", watch.bad())
                .with("good", watch.good())
                .with("firingSince", watch.firingSince())
                .with("lastBad", watch.lastBad())
                .with("lastSign", watch.lastSign())
                .update();
    }

    public void end(String target, String name) {
        new StoreCall(jdbc, StoreStatement.END_WATCH)
                .with("target", target)
                .with("name", name)
                .update();
    }

    private static StoredWatch watch(String target, ResultSet row) throws SQLException {
        return new StoredWatch(
                target,
                row.getString("name"),
                row.getInt("bad"),
                row.getInt("good"),
                Timestamps.read(row, "firing_since"),
                Objects.requireNonNull(Timestamps.read(row, "last_bad")),
                Objects.requireNonNull(Timestamps.read(row, "last_sign")));
    }
}
