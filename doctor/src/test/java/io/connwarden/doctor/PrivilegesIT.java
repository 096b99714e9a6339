package io.connwarden.doctor;

import static io.connwarden.doctor.DoctorTestServers.GUARD_RIGHTS;
import static io.connwarden.doctor.DoctorTestServers.checkResult;
import static io.connwarden.doctor.DoctorTestServers.diagnose;
import static io.connwarden.doctor.DoctorTestServers.executeSql;
import static io.connwarden.doctor.DoctorTestServers.remedies;
import static io.connwarden.doctor.DoctorTestServers.remedyActions;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.check.Severity;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.doctor.remedy.Remedy;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** All kinds of roles, on the oldest and the newest server. Two sessions of an application must survive. */
@ParameterizedClass
@MethodSource("versions")
class PrivilegesIT {
    private final PostgresVersion version;

    private static PostgresServer server;
    private TestSessions shopSessions;

    PrivilegesIT(PostgresVersion version) {
        this.version = version;
    }

    static List<PostgresVersion> versions() {
        List<PostgresVersion> all = PostgresVersion.all();
        assertThat(all).hasSize(2);
        return all;
    }

    @BeforeParameterizedClassInvocation
    static void start(PostgresVersion version) {
        server = version.start(PostgresServerOptions.standard().withMaxConnections(30));
        executeSql(
                server.jdbcUrl("postgres"),
                "CREATE ROLE shop LOGIN",
                "CREATE ROLE guard LOGIN",
                "GRANT " + GUARD_RIGHTS + " TO guard",
                "CREATE ROLE watcher LOGIN",
                "GRANT pg_monitor TO watcher",
                "CREATE ROLE \"no\"\"body's\" LOGIN",
                "CREATE ROLE forgetful LOGIN NOINHERIT",
                "GRANT " + GUARD_RIGHTS + " TO forgetful",
                "CREATE ROLE crew NOINHERIT",
                "GRANT " + GUARD_RIGHTS + " TO crew",
                "CREATE ROLE sailor LOGIN INHERIT IN ROLE crew",
                "CREATE ROLE boss LOGIN SUPERUSER CONNECTION LIMIT 1",
                "CREATE ROLE friend LOGIN",
                "GRANT pg_monitor, shop TO friend",
                "CREATE ROLE narrow LOGIN CONNECTION LIMIT 2",
                "GRANT " + GUARD_RIGHTS + " TO narrow",
                "CREATE ROLE expiring LOGIN VALID UNTIL '2031-01-01'",
                "GRANT " + GUARD_RIGHTS + " TO expiring");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @BeforeEach
    void openShopSessions() {
        shopSessions = TestSessions.idle(server.jdbcUrl("postgres"), 2, "shop", "shop");
    }

    @AfterEach
    void assertShopSessionsAlive() {
        assertThat(shopSessions.alive()).hasSize(2);
        shopSessions.close();
    }

    @Test
    void a_superuser_is_ready_and_smaller_privileges_are_suggested() {
        Diagnosis diagnosis = diagnoseRole("postgres");
        assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.READY);
        assertThat(checkResult(diagnosis, "signal privilege").reason()).contains("is a superuser", "are sufficient");
        assertThat(checkResult(diagnosis, "reserved slots").reason()).contains("3 slots that a superuser may use");
        assertThat(checkResult(diagnosis, "visibility").reason()).contains("100 %");
    }

    @Test
    void a_closed_catalog_is_an_error_with_each_grant() {
        String closed = "SELECT ON pg_catalog.pg_roles, pg_catalog.pg_locks";
        executeSql(
                server.jdbcUrl("postgres"),
                "REVOKE " + closed + " FROM PUBLIC",
                "REVOKE EXECUTE ON FUNCTION pg_stat_get_activity FROM PUBLIC");
        try {
            Diagnosis diagnosis = diagnoseRole("guard");
            assertThat(diagnosis.readiness()).isEqualTo(Readiness.NOT_READY);
            assertThat(checkResult(diagnosis, "catalog").severity()).isEqualTo(Severity.ERROR);
            assertThat(remedies(diagnosis, "catalog"))
                    .containsExactly(
                            catalogGrant("SELECT ON pg_catalog.pg_locks"),
                            catalogGrant("SELECT ON pg_catalog.pg_roles"),
                            catalogGrant("EXECUTE ON FUNCTION pg_catalog.pg_stat_get_activity(integer)"));
            assertThat(checkResult(diagnosis, "visibility").reason())
                    .contains("lacks a privilege on the system catalog")
                    .doesNotContain("rejected the login");
        } finally {
            executeSql(
                    server.jdbcUrl("postgres"),
                    "GRANT " + closed + " TO PUBLIC",
                    "GRANT EXECUTE ON FUNCTION pg_stat_get_activity TO PUBLIC");
        }
        assertThat(checkResult(diagnoseRole("guard"), "catalog").severity()).isEqualTo(Severity.OK);
    }

    private static Remedy catalogGrant(String privilege) {
        return new Remedy("GRANT " + privilege + " TO \"guard\";", "as a superuser, in database postgres");
    }

    @Test
    void the_two_documented_privileges_suffice_except_on_a_full_server() {
        Diagnosis diagnosis = diagnoseRole("guard");
        assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.LIMITED);
        assertThat(diagnosis.findings().stream().filter(a -> a.finding().severity() == Severity.WARNING))
                .singleElement()
                .satisfies(only -> assertThat(only.finding().name()).isEqualTo("reserved slots"));
        if (isBefore16()) {
            assertThat(remedyActions(diagnosis)).singleElement().asString().contains("superuser as reserve-user");
        } else {
            assertThat(remedyActions(diagnosis))
                    .containsExactly(
                            "GRANT pg_use_reserved_connections TO \"guard\";",
                            "ALTER SYSTEM SET reserved_connections = 3;");
        }
    }

    @Test
    void the_privilege_to_terminate_is_proved_on_an_own_session_and_the_signalable_roles_are_listed() {
        Diagnosis diagnosis = diagnoseRole("guard");
        assertThat(checkResult(diagnosis, "signal privilege").severity()).isEqualTo(Severity.OK);
        assertThat(checkResult(diagnosis, "signal privilege").details())
                .contains(
                        "shop: 2 sessions, may be terminated by pg_signal_backend",
                        "tested on a second session of the doctor: terminated");
        assertThat(checkResult(diagnosis, "pooler").severity()).isEqualTo(Severity.OK);
        assertThat(checkResult(diagnosis, "replication").reason()).isEqualTo("a primary");
    }

    @Test
    void a_monitoring_role_is_ready_to_monitor_and_not_to_reclaim() {
        Diagnosis reclaiming = diagnoseRole("watcher");
        assertThat(reclaiming.readiness()).as(reclaiming.summary()).isEqualTo(Readiness.NOT_READY);
        assertThat(remedyActions(reclaiming)).contains("GRANT pg_signal_backend TO \"watcher\";");
        assertThat(checkResult(reclaiming, "signal privilege").details())
                .contains("shop: 2 sessions, cannot be terminated: pg_signal_backend is missing");

        Diagnosis watching = diagnose(server.jdbcUrlWithoutUser("postgres"), "watcher", null, IntendedUse.MONITOR);
        assertThat(watching.readiness()).as(watching.summary()).isEqualTo(Readiness.READY);
        assertThat(checkResult(watching, "signal privilege").details()).isEmpty();
    }

    @Test
    void a_role_with_quotes_in_its_name_gets_quoted_grants() {
        Diagnosis diagnosis = diagnoseRole("no\"body's");
        assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.NOT_READY);
        assertThat(checkResult(diagnosis, "visibility").reason())
                .contains("the state of other roles' sessions is hidden");
        assertThat(remedyActions(diagnosis))
                .contains("GRANT pg_monitor TO \"no\"\"body's\";", "GRANT pg_signal_backend TO \"no\"\"body's\";");
    }

    @Test
    void a_privilege_granted_without_inheritance_is_distinguished_from_a_missing_one() {
        Diagnosis diagnosis = diagnoseRole("forgetful");
        assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.NOT_READY);
        assertThat(remedyActions(diagnosis))
                .contains(
                        isBefore16()
                                ? "ALTER ROLE \"forgetful\" INHERIT;"
                                : "GRANT pg_signal_backend TO \"forgetful\" WITH INHERIT TRUE;");
    }

    @Test
    void the_remedy_for_a_privilege_lost_in_a_role_chain_takes_effect() {
        Diagnosis lost = diagnoseRole("sailor");
        assertThat(lost.readiness()).as(lost.summary()).isEqualTo(Readiness.NOT_READY);
        assertThat(remedyActions(lost))
                .contains(
                        isBefore16()
                                ? "GRANT pg_signal_backend TO \"sailor\";"
                                : "GRANT pg_signal_backend TO \"sailor\" WITH INHERIT TRUE;");
        remedyActions(lost).stream()
                .filter(cure -> cure.contains("pg_monitor") || cure.contains("pg_signal_backend"))
                .forEach(cure -> executeSql(server.jdbcUrl("postgres"), cure));
        Diagnosis cured = diagnoseRole("sailor");
        assertThat(checkResult(cured, "signal privilege").severity()).isEqualTo(Severity.OK);
        assertThat(checkResult(cured, "visibility").severity()).isEqualTo(Severity.OK);
    }

    @Test
    void the_connection_limit_of_a_superuser_is_ignored() {
        Diagnosis diagnosis = diagnoseRole("boss");
        assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.READY);
    }

    @Test
    void membership_in_an_application_role_reaches_only_that_application() {
        Diagnosis diagnosis = diagnoseRole("friend");
        assertThat(checkResult(diagnosis, "signal privilege").severity()).isEqualTo(Severity.WARNING);
        assertThat(checkResult(diagnosis, "signal privilege").reason())
                .endsWith("may terminate only its own sessions and those of shop");
        assertThat(checkResult(diagnosis, "signal privilege").details())
                .contains("shop: 2 sessions, may be terminated: member of this role");
    }

    @Test
    void role_limits_are_reported_with_their_remedy() {
        assertThat(remedyActions(diagnoseRole("narrow"))).contains("ALTER ROLE \"narrow\" CONNECTION LIMIT -1;");
        executeSql(server.jdbcUrl("postgres"), "ALTER ROLE expiring VALID UNTIL '2020-01-01'");
        assertThat(remedyActions(diagnoseRole("expiring"))).contains("ALTER ROLE \"expiring\" VALID UNTIL 'infinity';");
        executeSql(server.jdbcUrl("postgres"), "ALTER ROLE expiring VALID UNTIL '2999-01-01'");
        assertThat(checkResult(diagnoseRole("expiring"), "role limits").severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void the_servers_idle_timeout_does_not_end_the_emergency_connection() {
        if (version.name().startsWith("13")) {
            assertThat(checkResult(diagnoseRole("guard"), "timeouts").details())
                    .noneMatch(line -> line.startsWith("idle_session_timeout"));
            return;
        }
        executeSql(server.jdbcUrl("postgres"), "ALTER ROLE guard SET idle_session_timeout = '2500ms'");
        try {
            Diagnosis diagnosis = diagnoseRole("guard");
            assertThat(checkResult(diagnosis, "idle session").reason())
                    .isEqualTo("a session answers after 3 s of idle time; idle_session_timeout of 2500 ms would"
                            + " terminate it, but is disabled in the session itself");
            assertThat(checkResult(diagnosis, "timeouts").details())
                    .anyMatch(line -> line.startsWith(
                            "idle_session_timeout = 2500 ms (user): the server terminates idle sessions"));
        } finally {
            executeSql(server.jdbcUrl("postgres"), "ALTER ROLE guard RESET idle_session_timeout");
        }
    }

    private boolean isBefore16() {
        return version.name().startsWith("13");
    }

    private Diagnosis diagnoseRole(String role) {
        return diagnose(server.jdbcUrlWithoutUser("postgres"), role);
    }
}
