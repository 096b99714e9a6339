package io.connwarden.doctor;

import static io.connwarden.doctor.Patients.GUARD_RIGHTS;
import static io.connwarden.doctor.Patients.check;
import static io.connwarden.doctor.Patients.examined;
import static io.connwarden.doctor.Patients.prescribed;
import static io.connwarden.doctor.Patients.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.doctor.assessment.Standing;
import io.connwarden.doctor.assessment.Verdict;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.embedded.fixture.SessionCrowd;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server whose ordinary slots are all taken: of 12, two are the superusers' and three reserved. */
class FullServerIT {
    private static PostgresServer server;
    private static SessionCrowd crowd;

    @BeforeAll
    static void fill() {
        server = PostgresServer.start(PostgresServerOptions.standard()
                .maxConnections(12)
                .with("superuser_reserved_connections", "2")
                .with("reserved_connections", "3"));
        sql(
                server.jdbcUrl("postgres"),
                "CREATE ROLE shop LOGIN",
                "CREATE ROLE guard LOGIN",
                "GRANT " + GUARD_RIGHTS + " TO guard",
                "CREATE ROLE member LOGIN",
                "GRANT " + GUARD_RIGHTS + ", pg_use_reserved_connections TO member");
        // Once whoever made the roles has left, whose slot is missing until then.
        crowd = await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(
                        () -> SessionCrowd.idle(server.jdbcUrl("postgres"), 7, "shop", "shop"),
                        opened -> opened.size() == 7);
    }

    @AfterAll
    static void stop() {
        assertThat(crowd.alive()).hasSize(7);
        crowd.close();
        server.close();
    }

    @Test
    void without_a_reserve_nobody_gets_in_and_the_way_to_one_is_told() {
        Diagnosis diagnosis = examined(url(), "guard");
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNABLE);
        assertThat(check(diagnosis, "connection").reason())
                .startsWith("role guard did not get in: no connection slot is left for this role")
                .contains("53300");
        assertThat(prescribed(diagnosis))
                .contains(
                        "GRANT pg_use_reserved_connections TO \"guard\";",
                        "ALTER SYSTEM SET reserved_connections = 3;");
        assertThat(diagnosis.admitted()).isFalse();
    }

    @Test
    void a_member_of_the_reserve_gets_in_and_it_is_said_how() {
        Diagnosis diagnosis = examined(url(), "member");
        assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.READY);
        assertThat(check(diagnosis, "connection").reason()).contains("got in through a reserve");
        assertThat(check(diagnosis, "reserve").reason()).contains("proved, for every ordinary slot is taken now");
        assertThat(check(diagnosis, "slots").standing()).isEqualTo(Standing.NOTE);
    }

    @Test
    void a_reserve_role_of_its_own_lets_sessions_be_ended_while_the_monitor_waits() {
        Diagnosis diagnosis = examined(url(), "guard", "member", Duty.RECLAIM);
        assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.LIMITED);
        assertThat(check(diagnosis, "connection").reason())
                .startsWith("the server is full for role guard; reserve role member got in");
        assertThat(check(diagnosis, "reserve").standing()).isEqualTo(Standing.FINE);
        // Judged is the ordinary role, though another one asks.
        assertThat(check(diagnosis, "ending sessions").standing()).isEqualTo(Standing.FINE);
    }

    @Test
    void a_reserve_role_that_is_shut_out_too_is_named() {
        Diagnosis diagnosis = examined(url(), "guard", "shop", Duty.RECLAIM);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNABLE);
        assertThat(check(diagnosis, "connection").reason())
                .startsWith("neither role guard nor reserve role shop got in");
    }

    @Test
    void the_monitors_doctor_leaves_the_reserve_alone_and_is_shut_out() {
        Diagnosis diagnosis = examined(url(), "guard", "member", Duty.WATCH);
        assertThat(diagnosis.admitted()).isFalse();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNABLE);
        assertThat(check(diagnosis, "connection").reason()).startsWith("role guard did not get in");
    }

    @Test
    void a_superuser_may_use_both_reserves() {
        Diagnosis diagnosis = examined(url(), "postgres");
        assertThat(check(diagnosis, "reserve").reason())
                .isEqualTo("role postgres gets into a full server by 5 slots that superusers may use; proved, for every"
                        + " ordinary slot is taken now");
    }

    private static String url() {
        return server.jdbcUrlWithoutUser("postgres");
    }
}
