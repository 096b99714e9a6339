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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A server with slots to spare, whose roles and databases have limits of their own, on the oldest and the newest version. */
@ParameterizedClass
@MethodSource("versions")
class LimitsIT {
    private static PostgresServer server;

    LimitsIT(PostgresVersion version) {
        assertThat(version).isNotNull();
    }

    static List<PostgresVersion> versions() {
        return PostgresVersion.all();
    }

    @BeforeParameterizedClassInvocation
    static void start(PostgresVersion version) {
        server = version.start(PostgresServerOptions.standard().maxConnections(30));
        sql(
                server.jdbcUrl("postgres"),
                "CREATE ROLE shop LOGIN",
                "CREATE ROLE narrow LOGIN CONNECTION LIMIT 2",
                "CREATE ROLE guard LOGIN",
                "GRANT " + GUARD_RIGHTS + " TO narrow, guard",
                "CREATE DATABASE \"small shop\" CONNECTION LIMIT 2");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void a_role_whose_limit_is_used_up_is_told_so_and_not_that_the_server_is_full() {
        try (SessionCrowd twins = SessionCrowd.idle(server.jdbcUrl("postgres"), 2, "twin", "narrow")) {
            Diagnosis diagnosis = examined(url("postgres"), "narrow");
            assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNABLE);
            assertThat(check(diagnosis, "connection").reason())
                    .startsWith("role narrow did not get in: the role has all the sessions that its CONNECTION LIMIT");
            assertThat(prescribed(diagnosis)).containsExactly("ALTER ROLE \"narrow\" CONNECTION LIMIT -1;");
            assertThat(twins.alive()).hasSize(2);
        }
    }

    @Test
    void a_database_whose_limit_is_used_up_is_told_with_its_name() {
        try (SessionCrowd crowd = SessionCrowd.idle(server.jdbcUrl("small%20shop"), 2, "shop", "shop")) {
            Diagnosis diagnosis = examined(url("small%20shop"), "guard");
            assertThat(check(diagnosis, "connection").reason()).contains("the database has all the sessions");
            assertThat(prescribed(diagnosis))
                    .hasSize(2)
                    .startsWith("ALTER DATABASE \"small shop\" CONNECTION LIMIT -1;");
            assertThat(crowd.alive()).hasSize(2);
        }
    }

    @Test
    void another_role_gets_in_where_the_ordinary_ones_limit_is_used_up() {
        try (SessionCrowd twins = SessionCrowd.idle(server.jdbcUrl("postgres"), 2, "twin", "narrow")) {
            Diagnosis diagnosis = examined(url("postgres"), "narrow", "guard", Duty.RECLAIM);
            assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.LIMITED);
            assertThat(check(diagnosis, "connection").reason())
                    .startsWith("role narrow did not get in: the role has all")
                    .contains("reserve role guard got in")
                    .doesNotContain("full");
            assertThat(prescribed(diagnosis)).contains("ALTER ROLE \"narrow\" CONNECTION LIMIT -1;");
            assertThat(twins.alive()).hasSize(2);
        }
    }

    @Test
    void a_databases_limit_is_told_while_there_is_still_room() {
        Diagnosis diagnosis = examined(url("small%20shop"), "guard");
        assertThat(check(diagnosis, "role's limits").standing()).isEqualTo(Standing.LIMIT);
        assertThat(prescribed(diagnosis)).contains("ALTER DATABASE \"small shop\" CONNECTION LIMIT -1;");
        assertThat(check(examined(url("small%20shop"), "postgres"), "role's limits")
                        .standing())
                .isEqualTo(Standing.FINE);
    }

    private static String url(String database) {
        return server.jdbcUrlWithoutUser(database);
    }
}
