package io.connwarden.doctor;

import static io.connwarden.doctor.DoctorTestServers.GUARD_RIGHTS;
import static io.connwarden.doctor.DoctorTestServers.checkResult;
import static io.connwarden.doctor.DoctorTestServers.diagnose;
import static io.connwarden.doctor.DoctorTestServers.executeSql;
import static io.connwarden.doctor.DoctorTestServers.remedyActions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.check.Severity;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.TestSessions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server without a free ordinary slot: of 12 slots, two are reserved for superusers and three for members. */
class FullServerIT {
    private static PostgresServer server;
    private static TestSessions sessions;

    @BeforeAll
    static void fillServer() {
        server = PostgresServer.start(PostgresServerOptions.standard()
                .withMaxConnections(12)
                .withSetting("superuser_reserved_connections", "2")
                .withSetting("reserved_connections", "3"));
        executeSql(
                server.jdbcUrl("postgres"),
                "CREATE ROLE shop LOGIN",
                "CREATE ROLE guard LOGIN",
                "GRANT " + GUARD_RIGHTS + " TO guard",
                "CREATE ROLE member LOGIN",
                "GRANT " + GUARD_RIGHTS + ", pg_use_reserved_connections TO member");
        // The session that created the roles occupies a slot until the server has ended it.
        sessions = await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(
                        () -> TestSessions.idle(server.jdbcUrl("postgres"), 7, "shop", "shop"),
                        opened -> opened.size() == 7);
    }

    @AfterAll
    static void stop() {
        assertThat(sessions.alive()).hasSize(7);
        sessions.close();
        server.close();
    }

    @Test
    void without_reserved_slots_the_login_fails_and_the_remedy_is_reported() {
        Diagnosis diagnosis = diagnose(url(), "guard");
        assertThat(diagnosis.readiness()).isEqualTo(Readiness.NOT_READY);
        assertThat(checkResult(diagnosis, "connection").reason())
                .startsWith("role guard cannot connect: no connection slot is left for this role")
                .contains("53300");
        assertThat(remedyActions(diagnosis))
                .contains(
                        "GRANT pg_use_reserved_connections TO \"guard\";",
                        "ALTER SYSTEM SET reserved_connections = 3;");
        assertThat(diagnosis.isConnected()).isFalse();
    }

    @Test
    void a_role_with_reserved_slots_connects_and_the_reserve_is_named() {
        Diagnosis diagnosis = diagnose(url(), "member");
        assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.READY);
        assertThat(checkResult(diagnosis, "connection").reason()).contains("connected through a reserved slot");
        assertThat(checkResult(diagnosis, "reserved slots").reason())
                .contains("proved: every ordinary slot is in use now");
        assertThat(checkResult(diagnosis, "slots").severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void a_reserve_role_can_reclaim_while_the_monitor_cannot_connect() {
        Diagnosis diagnosis = diagnose(url(), "guard", "member", IntendedUse.RECLAIM);
        assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.LIMITED);
        assertThat(checkResult(diagnosis, "connection").reason())
                .startsWith("the server is full for role guard; reserve role member connected");
        assertThat(checkResult(diagnosis, "reserved slots").severity()).isEqualTo(Severity.OK);
        // The check evaluates the ordinary role, although the reserve role runs the query.
        assertThat(checkResult(diagnosis, "signal privilege").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void a_reserve_role_that_cannot_connect_is_named() {
        Diagnosis diagnosis = diagnose(url(), "guard", "shop", IntendedUse.RECLAIM);
        assertThat(diagnosis.readiness()).isEqualTo(Readiness.NOT_READY);
        assertThat(checkResult(diagnosis, "connection").reason())
                .startsWith("neither role guard nor reserve role shop can connect");
    }

    @Test
    void the_monitors_doctor_does_not_use_the_reserve_role() {
        Diagnosis diagnosis = diagnose(url(), "guard", "member", IntendedUse.MONITOR);
        assertThat(diagnosis.isConnected()).isFalse();
        assertThat(diagnosis.readiness()).isEqualTo(Readiness.NOT_READY);
        assertThat(checkResult(diagnosis, "connection").reason()).startsWith("role guard cannot connect");
    }

    @Test
    void a_superuser_may_use_both_kinds_of_reserved_slots() {
        Diagnosis diagnosis = diagnose(url(), "postgres");
        assertThat(checkResult(diagnosis, "reserved slots").reason())
                .isEqualTo(
                        "role postgres can connect to a full server through 5 slots that a superuser may use; proved: every"
                                + " ordinary slot is in use now");
    }

    private static String url() {
        return server.jdbcUrlWithoutUser("postgres");
    }
}
