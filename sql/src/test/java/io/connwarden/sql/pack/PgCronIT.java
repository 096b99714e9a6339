package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.sql.pack.Psql.PsqlResult;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.DebianPostgres;
import io.connwarden.testing.RequiredProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The three jobs under pg_cron. The test takes a minute, which is the minimum interval of pg_cron. */
class PgCronIT {
    private static final String JOBS = "SELECT jobname, schedule FROM cron.job ORDER BY jobname";

    @Test
    void the_three_jobs_run_and_log_and_are_removed() throws IOException, InterruptedException {
        RequiredProgram.check(DebianPostgres.isInstalled("pg_cron"), "pg_cron", "postgresql-15 postgresql-15-cron");
        RequiredProgram.check(Psql.isPresent(), "psql", "postgresql-client-15");
        try (DebianPostgres server = DebianPostgres.start(
                "shared_preload_libraries=pg_cron", "cron.use_background_workers=on", "max_worker_processes=20")) {
            PackQueries.execute(server.url(), "CREATE EXTENSION pg_cron");
            Psql psql = new Psql(server.port());
            assertThat(psql.run("-f", "sql/pack/install.sql").exitCode()).isZero();
            assertMissingPrivilegeNamesTheGrant(server);
            aDryRunSchedulesNothing(psql, server);
            scheduleEveryMinute(psql);
            awaitLogRows(server);
            replacedByTheStandardSchedules(psql, server);
            assertRemovedWithThePack(server);
        }
    }

    private static void assertMissingPrivilegeNamesTheGrant(DebianPostgres server) {
        PackQueries.execute(server.url(), "CREATE ROLE ops LOGIN; GRANT connwarden_operator TO ops");
        assertThatThrownBy(() -> packAs("ops", server).schedule(SqlPack.DEFAULT_SCHEMA, Schedules.defaults(), false))
                .hasMessageContaining("role ops is not allowed to use pg_cron")
                .hasMessageContaining("GRANT USAGE ON SCHEMA cron TO ops;");
        assertThat(PackQueries.rows(server.url(), JOBS)).isEmpty();
    }

    private static SqlPack packAs(String role, DebianPostgres server) {
        return new SqlPack(TargetConnections.unpooled(
                TargetSettings.of("t", server.url().replaceFirst("\\?.*", ""), role, null), "connwarden-test"));
    }

    private static void aDryRunSchedulesNothing(Psql psql, DebianPostgres server)
            throws IOException, InterruptedException {
        PsqlResult tried = psql.run("-v", "dry_run=on", "-f", "sql/pack/cron.sql");
        assertThat(tried.exitCode()).as(tried.output()).isZero();
        assertThat(tried.output()).contains("all changes were rolled back");
        assertThat(PackQueries.rows(server.url(), JOBS)).isEmpty();
    }

    private static void scheduleEveryMinute(Psql psql) throws IOException, InterruptedException {
        PsqlResult scheduled = psql.run(
                "-v",
                "check_schedule=* * * * *",
                "-v",
                "cleanup_schedule=* * * * *",
                "-v",
                "report_schedule=* * * * *",
                "-f",
                "sql/pack/cron.sql");
        assertThat(scheduled.exitCode()).as(scheduled.output()).isZero();
    }

    private static void awaitLogRows(DebianPostgres server) {
        await().atMost(Duration.ofSeconds(150))
                .untilAsserted(() -> assertThat(PackQueries.rows(
                                server.url(),
                                "SELECT DISTINCT event_type FROM connwarden.connection_logs ORDER BY event_type"))
                        .extracting(row -> row.get("event_type"))
                        .containsExactly("CLEANUP_NO_ZOMBIES", "HOURLY_REPORT", "MONITOR_CHECK"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                PackQueries.rows(server.url(), "SELECT DISTINCT status FROM cron.job_run_details"))
                        .containsExactly(Map.of("status", "succeeded")));
    }

    private static void replacedByTheStandardSchedules(Psql psql, DebianPostgres server)
            throws IOException, InterruptedException {
        assertThat(psql.run("-f", "sql/pack/cron.sql").exitCode()).isZero();
        assertThat(PackQueries.rows(server.url(), JOBS))
                .isEqualTo(List.of(
                        Map.of("jobname", "connection-health-check", "schedule", "*/5 * * * *"),
                        Map.of("jobname", "connection-logging", "schedule", "0 * * * *"),
                        Map.of("jobname", "zombie-cleanup", "schedule", "*/15 * * * *")));
        PsqlResult tried = psql.run("-v", "dry_run=on", "-f", "sql/pack/remove-cron.sql");
        assertThat(tried.output()).contains("all changes were rolled back");
        assertThat(PackQueries.rows(server.url(), JOBS)).hasSize(3);
        assertThat(psql.run("-f", "sql/pack/remove-cron.sql").exitCode()).isZero();
        assertThat(PackQueries.rows(server.url(), JOBS)).isEmpty();
    }

    /** Schedules the jobs from the jar. Uninstalling removes them. */
    private static void assertRemovedWithThePack(DebianPostgres server) {
        SqlPack pack = packAs("postgres", server);
        pack.schedule(SqlPack.DEFAULT_SCHEMA, Schedules.defaults(), false);
        assertThat(PackQueries.rows(server.url(), JOBS)).hasSize(3);
        pack.uninstall(SqlPack.DEFAULT_SCHEMA, false);
        assertThat(PackQueries.rows(server.url(), JOBS)).isEmpty();
        assertThat(PackQueries.rows(server.url(), "SELECT FROM pg_namespace WHERE nspname = 'connwarden'"))
                .isEmpty();
    }
}
