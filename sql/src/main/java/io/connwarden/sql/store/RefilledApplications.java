package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The applications that have replaced terminated sessions, by the last decision or measurement. Thread-safe. */
public final class RefilledApplications {
    private final JdbcClient jdbc;

    public RefilledApplications(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * An application that has replaced terminated sessions.
     *
     * @param before sessions of the application before the action
     * @param terminated sessions that the action terminated
     * @param after sessions of the application in the last sample
     * @param actedAt time of the action
     * @param measuredAt time of the last sample, by the clock of the log store
     */
    public record RefilledRow(
            String target,
            String application,
            int before,
            int terminated,
            int after,
            Instant actedAt,
            Instant measuredAt) {}

    /** Replaces the applications of a target. The rows must have this target and this time. */
    public void replace(String target, Collection<RefilledRow> rows, Instant measuredAt) {
        StoreStatement.WRITE_REFILLED_APPLICATIONS
                .on(jdbc)
                .param("target", target)
                .param("measuredAt", Timestamps.toParameter(measuredAt))
                .param("application", ArrayParameter.of("text", rows, RefilledRow::application))
                .param("before", ArrayParameter.of("int4", rows, RefilledRow::before))
                .param("terminated", ArrayParameter.of("int4", rows, RefilledRow::terminated))
                .param("after", ArrayParameter.of("int4", rows, RefilledRow::after))
                .param("actedAt", ArrayParameter.of("text", rows, RefilledRow::actedAt))
                .update();
    }

    /** Returns the applications of the given targets. */
    public List<RefilledRow> of(Collection<String> targets) {
        return StoreStatement.REFILLED_APPLICATIONS
                .on(jdbc)
                .param("targets", ArrayParameter.of("text", targets, target -> target))
                .query((row, number) -> new RefilledRow(
                        row.getString("target"),
                        row.getString("application_name"),
                        row.getInt("sessions_before"),
                        row.getInt("terminated"),
                        row.getInt("sessions_after"),
                        Timestamps.readRequired(row, "acted_at"),
                        Timestamps.readRequired(row, "measured_at")))
                .list();
    }
}
