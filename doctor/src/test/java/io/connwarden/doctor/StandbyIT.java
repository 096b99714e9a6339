package io.connwarden.doctor;

import static io.connwarden.doctor.DoctorTestServers.GUARD_RIGHTS;
import static io.connwarden.doctor.DoctorTestServers.checkResult;
import static io.connwarden.doctor.DoctorTestServers.diagnose;
import static io.connwarden.doctor.DoctorTestServers.executeSql;
import static io.connwarden.doctor.DoctorTestServers.remedies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.check.Severity;
import io.connwarden.doctor.remedy.Remedy;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.DebianPostgres;
import io.connwarden.testing.RequiredProgram;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real standby, following its primary by streaming. */
class StandbyIT {
    private static DebianPostgres primary;
    private static DebianPostgres standby;

    @BeforeAll
    static void start() throws Exception {
        RequiredProgram.check(DebianPostgres.isInstalled(), "PostgreSQL 15", "postgresql-15");
        primary = DebianPostgres.start("max_connections=20");
        executeSql(
                primary.url(),
                "CREATE ROLE guard LOGIN",
                "GRANT " + GUARD_RIGHTS + " TO guard",
                "CREATE ROLE plain LOGIN",
                "CREATE ROLE shop LOGIN");
        standby = primary.startStandby("max_connections=20", "hot_standby=on");
    }

    @AfterAll
    static void stop() throws Exception {
        if (standby != null) {
            standby.close();
        }
        if (primary != null) {
            primary.close();
        }
    }

    @Test
    void sessions_of_a_standby_can_be_terminated_there() {
        Diagnosis diagnosis = diagnose(
                standby.urlWithoutUser(), "guard", "postgres", io.connwarden.doctor.reading.IntendedUse.RECLAIM);
        assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.READY);
        assertThat(checkResult(diagnosis, "replication").reason()).startsWith("a standby");
        assertThat(checkResult(diagnosis, "replication").severity()).isEqualTo(Severity.INFO);
        assertThat(checkResult(diagnosis, "signal privilege").details())
                .contains("tested on a second session of the doctor: terminated");
        // A superuser is the only reserve role before 16.
        assertThat(checkResult(diagnosis, "reserved slots").reason())
                .contains("role postgres can connect to a full server");
    }

    @Test
    void privileges_are_granted_on_the_primary() {
        Diagnosis diagnosis = diagnose(standby.urlWithoutUser(), "plain");
        assertThat(diagnosis.readiness()).isEqualTo(Readiness.NOT_READY);
        assertThat(remedies(diagnosis, "visibility"))
                .containsExactly(new Remedy("GRANT pg_monitor TO \"plain\";", "as a superuser, on the primary"));
    }

    @Test
    void a_serializable_database_is_sampled_on_a_standby_and_diagnosed() {
        executeSql(primary.url(), "ALTER DATABASE postgres SET default_transaction_isolation = serializable");
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> isSerializable(standby.url()));
            assertThatThrownBy(() -> executeSql(standby.url(), "SELECT 1"))
                    .hasStackTraceContaining("cannot use serializable mode");
            assertReadyAndSampled(standby.urlWithoutUser());
        } finally {
            executeSql(primary.url(), "ALTER DATABASE postgres RESET default_transaction_isolation");
        }
    }

    /** The open writer makes each deferrable transaction wait. */
    @Test
    void a_deferrable_database_with_an_open_writer_is_sampled_and_diagnosed() throws SQLException {
        String database = primary.url().replace("/postgres?", "/template1?");
        executeSql(
                database,
                "ALTER DATABASE postgres SET default_transaction_isolation = serializable",
                "ALTER DATABASE postgres SET default_transaction_read_only = on",
                "ALTER DATABASE postgres SET default_transaction_deferrable = on");
        try (Connection writer = DriverManager.getConnection(database);
                Statement write = writer.createStatement()) {
            writer.setAutoCommit(false);
            write.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ WRITE");
            write.execute("CREATE TABLE written ()");
            assertReadyAndSampled(primary.urlWithoutUser());
            writer.rollback();
        } finally {
            executeSql(database, "ALTER DATABASE postgres RESET ALL");
        }
    }

    private static void assertReadyAndSampled(String url) {
        TargetSettings settings = TargetSettings.of("db", url, "guard", null);
        assertThat(new TargetQueries(TargetConnections.unpooled(settings, "connwarden-test"))
                        .sample("db", Thresholds.defaults(), 10)
                        .sessions())
                .isNotEmpty();
        Diagnosis diagnosis = diagnose(url, "guard", "postgres", io.connwarden.doctor.reading.IntendedUse.RECLAIM);
        assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.READY);
    }

    private static boolean isSerializable(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW default_transaction_isolation")) {
            return row.next() && row.getString(1).equals("serializable");
        }
    }
}
