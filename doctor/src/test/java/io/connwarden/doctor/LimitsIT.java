package io.connwarden.doctor;

import static io.connwarden.doctor.DoctorTestServers.GUARD_RIGHTS;
import static io.connwarden.doctor.DoctorTestServers.checkResult;
import static io.connwarden.doctor.DoctorTestServers.diagnose;
import static io.connwarden.doctor.DoctorTestServers.executeSql;
import static io.connwarden.doctor.DoctorTestServers.remedyActions;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.check.Severity;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A server with free slots and with limits on roles and databases, on the oldest and the newest version. */
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
        server = version.start(PostgresServerOptions.standard().withMaxConnections(30));
        executeSql(
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
    void an_exhausted_role_limit_is_not_reported_as_a_full_server() {
        try (TestSessions twins = TestSessions.idle(server.jdbcUrl("postgres"), 2, "twin", "narrow")) {
            Diagnosis diagnosis = diagnose(url("postgres"), "narrow");
            assertThat(diagnosis.readiness()).isEqualTo(Readiness.NOT_READY);
            assertThat(checkResult(diagnosis, "connection").reason())
                    .startsWith("role narrow cannot connect: the CONNECTION LIMIT of the role is reached");
            assertThat(remedyActions(diagnosis)).containsExactly("ALTER ROLE \"narrow\" CONNECTION LIMIT -1;");
            assertThat(twins.alive()).hasSize(2);
        }
    }

    @Test
    void an_exhausted_database_limit_is_reported_with_the_database_name() {
        try (TestSessions crowd = TestSessions.idle(server.jdbcUrl("small%20shop"), 2, "shop", "shop")) {
            Diagnosis diagnosis = diagnose(url("small%20shop"), "guard");
            assertThat(checkResult(diagnosis, "connection").reason())
                    .contains("the CONNECTION LIMIT of the database is reached");
            assertThat(remedyActions(diagnosis))
                    .hasSize(2)
                    .startsWith("ALTER DATABASE \"small shop\" CONNECTION LIMIT -1;");
            assertThat(crowd.alive()).hasSize(2);
        }
    }

    @Test
    void the_reserve_role_connects_when_the_ordinary_roles_limit_is_exhausted() {
        try (TestSessions twins = TestSessions.idle(server.jdbcUrl("postgres"), 2, "twin", "narrow")) {
            Diagnosis diagnosis = diagnose(url("postgres"), "narrow", "guard", IntendedUse.RECLAIM);
            assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.LIMITED);
            assertThat(checkResult(diagnosis, "connection").reason())
                    .startsWith("role narrow cannot connect: the CONNECTION LIMIT of the role is reached")
                    .contains("reserve role guard connected")
                    .doesNotContain("full");
            assertThat(remedyActions(diagnosis)).contains("ALTER ROLE \"narrow\" CONNECTION LIMIT -1;");
            assertThat(twins.alive()).hasSize(2);
        }
    }

    @Test
    void a_low_database_limit_is_reported_before_it_is_exhausted() {
        Diagnosis diagnosis = diagnose(url("small%20shop"), "guard");
        assertThat(checkResult(diagnosis, "role limits").severity()).isEqualTo(Severity.WARNING);
        assertThat(remedyActions(diagnosis)).contains("ALTER DATABASE \"small shop\" CONNECTION LIMIT -1;");
        assertThat(checkResult(diagnose(url("small%20shop"), "postgres"), "role limits")
                        .severity())
                .isEqualTo(Severity.OK);
    }

    private static String url(String database) {
        return server.jdbcUrlWithoutUser(database);
    }
}
