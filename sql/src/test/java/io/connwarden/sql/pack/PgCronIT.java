package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.fixture.DebianPostgres;
import io.connwarden.sql.pack.Psql.Answer;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The three jobs under the real pg_cron. Its shortest interval is a minute, and so long this test takes. */
class PgCronIT {
    private static final String JOBS = "SELECT jobname, schedule FROM cron.job ORDER BY jobname";

    @Test
    void the_three_jobs_run_are_logged_and_go_again() throws IOException, InterruptedException {
        DebianNeeded.check(DebianPostgres.present("pg_cron"), "pg_cron", "postgresql-15 postgresql-15-cron");
        DebianNeeded.check(Psql.present(), "psql", "postgresql-client-15");
        try (DebianPostgres server = DebianPostgres.start(
                "shared_preload_libraries=pg_cron", "cron.use_background_workers=on", "max_worker_processes=20")) {
            Answers.run(server.url(), "CREATE EXTENSION pg_cron");
            Psql psql = new Psql(server.port());
            assertThat(psql.run("-f", "sql/pack/install.sql").exit()).isZero();
            whoMayNotUseItIsToldTheGrant(server);
            aDryRunSchedulesNothing(psql, server);
            everyMinute(psql);
            awaitTheirRows(server);
            replacedByTheStandardSchedules(psql, server);
            goneWithThePack(server);
        }
    }

    private static void whoMayNotUseItIsToldTheGrant(DebianPostgres server) {
        Answers.run(server.url(), "CREATE ROLE ops LOGIN; GRANT connwarden_operator TO ops");
        assertThatThrownBy(() -> packAs("ops", server).schedule(SqlPack.DEFAULT_SCHEMA, Schedules.standard(), false))
                .hasMessageContaining("role ops may not use pg_cron")
                .hasMessageContaining("GRANT USAGE ON SCHEMA cron TO ops;");
        assertThat(Answers.rows(server.url(), JOBS)).isEmpty();
    }

    private static SqlPack packAs(String role, DebianPostgres server) {
        return new SqlPack(TargetConnections.unpooled(
                TargetSettings.of("t", server.url().replaceFirst("\\?.*", ""), role, null), "connwarden-test"));
    }

    private static void aDryRunSchedulesNothing(Psql psql, DebianPostgres server)
            throws IOException, InterruptedException {
        Answer tried = psql.run("-v", "dry_run=on", "-f", "sql/pack/cron.sql");
        assertThat(tried.exit()).as(tried.printed()).isZero();
        assertThat(tried.printed()).contains("nothing was scheduled");
        assertThat(Answers.rows(server.url(), JOBS)).isEmpty();
    }

    private static void everyMinute(Psql psql) throws IOException, InterruptedException {
        Answer scheduled = psql.run(
                "-v",
                "check_schedule=* * * * *",
                "-v",
                "cleanup_schedule=* * * * *",
                "-v",
                "report_schedule=* * * * *",
                "-f",
                "sql/pack/cron.sql");
        assertThat(scheduled.exit()).as(scheduled.printed()).isZero();
    }

    private static void awaitTheirRows(DebianPostgres server) {
        await().atMost(Duration.ofSeconds(150))
                .untilAsserted(() -> assertThat(Answers.rows(
                                server.url(),
                                "SELECT DISTINCT event_type FROM connwarden.connection_logs ORDER BY event_type"))
                        .extracting(row -> row.get("event_type"))
                        .containsExactly("CLEANUP_NO_ZOMBIES", "HOURLY_REPORT", "MONITOR_CHECK"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(Answers.rows(server.url(), "SELECT DISTINCT status FROM cron.job_run_details"))
                                .containsExactly(Map.of("status", "succeeded")));
    }

    private static void replacedByTheStandardSchedules(Psql psql, DebianPostgres server)
            throws IOException, InterruptedException {
        assertThat(psql.run("-f", "sql/pack/cron.sql").exit()).isZero();
        assertThat(Answers.rows(server.url(), JOBS))
                .isEqualTo(List.of(
                        Map.of("jobname", "connection-health-check", "schedule", "*/5 * * * *"),
                        Map.of("jobname", "connection-logging", "schedule", "0 * * * *"),
                        Map.of("jobname", "zombie-cleanup", "schedule", "*/15 * * * *")));
        Answer tried = psql.run("-v", "dry_run=on", "-f", "sql/pack/uncron.sql");
        assertThat(tried.printed()).contains("nothing was taken away");
        assertThat(Answers.rows(server.url(), JOBS)).hasSize(3);
        assertThat(psql.run("-f", "sql/pack/uncron.sql").exit()).isZero();
        assertThat(Answers.rows(server.url(), JOBS)).isEmpty();
    }

    /** Scheduled from the jar this time; uninstalling takes the jobs away, too. */
    private static void goneWithThePack(DebianPostgres server) {
        SqlPack pack = packAs("postgres", server);
        pack.schedule(SqlPack.DEFAULT_SCHEMA, Schedules.standard(), false);
        assertThat(Answers.rows(server.url(), JOBS)).hasSize(3);
        pack.uninstall(SqlPack.DEFAULT_SCHEMA, false);
        assertThat(Answers.rows(server.url(), JOBS)).isEmpty();
        assertThat(Answers.rows(server.url(), "SELECT FROM pg_namespace WHERE nspname = 'connwarden'"))
                .isEmpty();
    }
}
