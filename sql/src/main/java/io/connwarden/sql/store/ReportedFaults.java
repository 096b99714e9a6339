package io.connwarden.sql.store;

import io.connwarden.sql.Seconds;
import io.connwarden.sql.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The faults that the running actuators observe themselves, so that each of them can evaluate the faults of all.
 * Thread-safe.
 */
public final class ReportedFaults {
    private final JdbcClient jdbc;
    private final String instance;

    /** @param instance identifies this process; it must differ after a restart */
    public ReportedFaults(DataSource store, String instance) {
        this.jdbc = JdbcClient.create(store);
        this.instance = instance;
    }

    /**
     * A fault that this process observes.
     *
     * @param name the name of its alert; at most one report per target and name
     */
    public record FaultReport(String target, String name, String detail) {}

    /**
     * A fault that at least one process observes.
     *
     * @param since its first report, by the clock of the log store
     */
    public record ReportedFault(String target, String name, String detail, Instant since) {}

    /**
     * Replaces the reports of this process.
     *
     * @param maxGap the reports of a process that has not reported for longer are deleted
     */
    public void report(Collection<FaultReport> faults, Duration maxGap) {
        StoreStatement.REPORT_FAULTS
                .on(jdbc)
                .param("instance", instance)
                .param("target", ArrayParameter.of("text", faults, FaultReport::target))
                .param("name", ArrayParameter.of("text", faults, FaultReport::name))
                .param("detail", ArrayParameter.of("text", faults, FaultReport::detail))
                .param("gapSeconds", Seconds.of(maxGap))
                .update();
    }

    /**
     * Returns the faults of the given targets.
     *
     * @param maxGap older reports are those of a process that has stopped
     */
    public List<ReportedFault> find(Collection<String> targets, Duration maxGap) {
        return StoreStatement.REPORTED_FAULTS
                .on(jdbc)
                .param("targets", ArrayParameter.of("text", targets, target -> target))
                .param("gapSeconds", Seconds.of(maxGap))
                .query((row, number) -> new ReportedFault(
                        row.getString("target"),
                        row.getString("name"),
                        row.getString("detail"),
                        Timestamps.readRequired(row, "since")))
                .list();
    }
}
