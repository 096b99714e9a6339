package io.connwarden.doctor;

import static io.connwarden.doctor.Patients.GUARD_RIGHTS;
import static io.connwarden.doctor.Patients.check;
import static io.connwarden.doctor.Patients.examined;
import static io.connwarden.doctor.Patients.prescribed;
import static io.connwarden.doctor.Patients.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.assessment.Standing;
import io.connwarden.doctor.assessment.Verdict;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.embedded.fixture.PostgresVersion;
import io.connwarden.embedded.fixture.SessionCrowd;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of role, on the oldest and the newest server, with two sessions of an application that must survive it all. */
@ParameterizedClass
@MethodSource("versions")
class RightsIT {
    private final PostgresVersion version;

    private static PostgresServer server;
    private SessionCrowd shop;

    RightsIT(PostgresVersion version) {
        this.version = version;
    }

    static List<PostgresVersion> versions() {
        List<PostgresVersion> all = PostgresVersion.all();
        assertThat(all).hasSize(2);
        return all;
    }

    @BeforeParameterizedClassInvocation
    static void start(PostgresVersion version) {
        server = version.start(PostgresServerOptions.standard().maxConnections(30));
        sql(
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
    void openShop() {
        shop = SessionCrowd.idle(server.jdbcUrl("postgres"), 2, "shop", "shop");
    }

    @AfterEach
    void nobody_of_the_shop_was_touched() {
        assertThat(shop.alive()).hasSize(2);
        shop.close();
    }

    @Test
    void a_superuser_is_ready_and_told_that_less_would_do() {
        Diagnosis diagnosis = examine("postgres");
        assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.READY);
        assertThat(check(diagnosis, "ending sessions").reason()).contains("is a superuser", "would be enough");
        assertThat(check(diagnosis, "reserve").reason()).contains("3 slots that superusers may use");
        assertThat(check(diagnosis, "visibility").reason()).contains("100 %");
    }

    @Test
    void the_guards_two_rights_are_enough_but_for_a_start_on_a_full_server() {
        Diagnosis diagnosis = examine("guard");
        assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.LIMITED);
        assertThat(diagnosis.checks().stream().filter(a -> a.check().standing() == Standing.LIMIT))
                .singleElement()
                .satisfies(only -> assertThat(only.check().name()).isEqualTo("reserve"));
        if (before16()) {
            assertThat(prescribed(diagnosis)).singleElement().asString().contains("superuser as reserve-user");
        } else {
            assertThat(prescribed(diagnosis))
                    .containsExactly(
                            "GRANT pg_use_reserved_connections TO \"guard\";",
                            "ALTER SYSTEM SET reserved_connections = 3;");
        }
    }

    @Test
    void the_guard_proved_its_right_on_a_session_of_its_own_and_says_whom_it_may_end() {
        Diagnosis diagnosis = examine("guard");
        assertThat(check(diagnosis, "ending sessions").standing()).isEqualTo(Standing.FINE);
        assertThat(check(diagnosis, "ending sessions").details())
                .contains(
                        "shop: 2 sessions, may be ended by pg_signal_backend",
                        "tried on a second session of its own: it was ended");
        assertThat(check(diagnosis, "direct").standing()).isEqualTo(Standing.FINE);
        assertThat(check(diagnosis, "replication").reason()).isEqualTo("a primary");
    }

    @Test
    void who_only_watches_cannot_reclaim_but_is_fit_to_watch() {
        Diagnosis reclaiming = examine("watcher");
        assertThat(reclaiming.verdict()).as(reclaiming.summary()).isEqualTo(Verdict.UNABLE);
        assertThat(prescribed(reclaiming)).contains("GRANT pg_signal_backend TO \"watcher\";");
        assertThat(check(reclaiming, "ending sessions").details())
                .contains("shop: 2 sessions, may not be ended: pg_signal_backend is missing");

        Diagnosis watching = examined(server.jdbcUrlWithoutUser("postgres"), "watcher", null, Duty.WATCH);
        assertThat(watching.verdict()).as(watching.summary()).isEqualTo(Verdict.READY);
        assertThat(check(watching, "ending sessions").details()).isEmpty();
    }

    @Test
    void a_role_without_rights_gets_both_grants_whatever_its_name_is() {
        Diagnosis diagnosis = examine("no\"body's");
        assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.UNABLE);
        assertThat(check(diagnosis, "visibility").reason()).contains("others' states are hidden");
        assertThat(prescribed(diagnosis))
                .contains("GRANT pg_monitor TO \"no\"\"body's\";", "GRANT pg_signal_backend TO \"no\"\"body's\";");
    }

    @Test
    void a_right_granted_and_not_in_force_is_told_from_one_that_is_missing() {
        Diagnosis diagnosis = examine("forgetful");
        assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.UNABLE);
        assertThat(prescribed(diagnosis))
                .contains(
                        before16()
                                ? "ALTER ROLE \"forgetful\" INHERIT;"
                                : "GRANT pg_signal_backend TO \"forgetful\" WITH INHERIT TRUE;");
    }

    @Test
    void what_is_prescribed_for_a_right_lost_on_the_way_puts_it_in_force() {
        Diagnosis lost = examine("sailor");
        assertThat(lost.verdict()).as(lost.summary()).isEqualTo(Verdict.UNABLE);
        assertThat(prescribed(lost))
                .contains(
                        before16()
                                ? "GRANT pg_signal_backend TO \"sailor\";"
                                : "GRANT pg_signal_backend TO \"sailor\" WITH INHERIT TRUE;");
        prescribed(lost).stream()
                .filter(cure -> cure.contains("pg_monitor") || cure.contains("pg_signal_backend"))
                .forEach(cure -> sql(server.jdbcUrl("postgres"), cure));
        Diagnosis cured = examine("sailor");
        assertThat(check(cured, "ending sessions").standing()).isEqualTo(Standing.FINE);
        assertThat(check(cured, "visibility").standing()).isEqualTo(Standing.FINE);
    }

    @Test
    void a_superuser_is_held_to_no_connection_limit() {
        Diagnosis diagnosis = examine("boss");
        assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.READY);
    }

    @Test
    void membership_in_an_applications_role_reaches_that_application_alone() {
        Diagnosis diagnosis = examine("friend");
        assertThat(check(diagnosis, "ending sessions").standing()).isEqualTo(Standing.LIMIT);
        assertThat(check(diagnosis, "ending sessions").reason()).contains("only sessions of shop");
        assertThat(check(diagnosis, "ending sessions").details())
                .contains("shop: 2 sessions, may be ended: our role has theirs");
    }

    @Test
    void limits_of_the_role_itself_are_told_with_their_cure() {
        assertThat(prescribed(examine("narrow"))).contains("ALTER ROLE \"narrow\" CONNECTION LIMIT -1;");
        sql(server.jdbcUrl("postgres"), "ALTER ROLE expiring VALID UNTIL '2020-01-01'");
        assertThat(prescribed(examine("expiring"))).contains("ALTER ROLE \"expiring\" VALID UNTIL 'infinity';");
        sql(server.jdbcUrl("postgres"), "ALTER ROLE expiring VALID UNTIL '2999-01-01'");
        assertThat(check(examine("expiring"), "role's limits").standing()).isEqualTo(Standing.FINE);
    }

    @Test
    void a_servers_idle_timeout_does_not_reach_the_lane() {
        if (version.name().startsWith("13")) {
            assertThat(check(examine("guard"), "timeouts").details())
                    .noneMatch(line -> line.startsWith("idle_session_timeout"));
            return;
        }
        sql(server.jdbcUrl("postgres"), "ALTER ROLE guard SET idle_session_timeout = '2500ms'");
        try {
            Diagnosis diagnosis = examine("guard");
            assertThat(check(diagnosis, "emergency lane").reason())
                    .isEqualTo("a session was held for 3 s and still answers; idle_session_timeout of 2500 ms would"
                            + " end it, but it is switched off in the session itself");
            assertThat(check(diagnosis, "timeouts").details())
                    .anyMatch(line -> line.startsWith("idle_session_timeout = 2500 ms (user): helps"));
        } finally {
            sql(server.jdbcUrl("postgres"), "ALTER ROLE guard RESET idle_session_timeout");
        }
    }

    private boolean before16() {
        return version.name().startsWith("13");
    }

    private Diagnosis examine(String role) {
        return examined(server.jdbcUrlWithoutUser("postgres"), role);
    }
}
