package io.connwarden.doctor;

import static io.connwarden.doctor.DoctorTestServers.GUARD_RIGHTS;
import static io.connwarden.doctor.DoctorTestServers.checkResult;
import static io.connwarden.doctor.DoctorTestServers.diagnose;
import static io.connwarden.doctor.DoctorTestServers.executeSql;
import static io.connwarden.doctor.DoctorTestServers.remedyActions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.check.Severity;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.PgBouncer;
import io.connwarden.testing.RequiredProgram;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server and a role that are ready without a pooler. */
class PoolerIT {
    private static final String TOLERANT = "ignore_startup_parameters = extra_float_digits";
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        RequiredProgram.check(PgBouncer.isInstalled(), "pgbouncer", "pgbouncer");
        server = PostgresServer.start(PostgresServerOptions.standard().withSetting("reserved_connections", "3"));
        executeSql(
                server.jdbcUrl("postgres"),
                "CREATE ROLE guard LOGIN",
                "GRANT " + GUARD_RIGHTS + ", pg_use_reserved_connections TO guard");
        assertThat(diagnose(server.jdbcUrlWithoutUser("postgres"), "guard").readiness())
                .isEqualTo(Readiness.READY);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a_pooler_in_transaction_mode_is_an_error() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(server.port(), "transaction", List.of("guard"), TOLERANT)) {
            Diagnosis diagnosis = diagnose(pooler.url(), "guard");
            assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.NOT_READY);
            assertThat(checkResult(diagnosis, "pooler").severity()).isEqualTo(Severity.ERROR);
            assertThat(checkResult(diagnosis, "pooler").details())
                    .anyMatch(sign -> sign.contains("is in the cancel key"))
                    .anyMatch(sign -> sign.contains("two simultaneous connections"));
            assertThat(remedyActions(diagnosis)).contains("use the address of the server instead of the pooler's");
            assertThat(checkResult(diagnosis, "idle session").reason())
                    .isEqualTo("no session was tested: a pooler may be in between");
            // The privileges are still reported.
            assertThat(checkResult(diagnosis, "visibility").severity()).isEqualTo(Severity.OK);
        }
    }

    @Test
    void no_setting_is_left_in_sessions_of_a_pooler_in_transaction_mode() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(server.port(), "transaction", List.of("guard"), TOLERANT)) {
            diagnose(pooler.url(), "guard");
            assertNoSettingLeft(pooler);
        }
    }

    private static void assertNoSettingLeft(PgBouncer pooler) throws SQLException {
        try (Connection next = DriverManager.getConnection(pooler.url() + "?user=guard");
                Statement statement = next.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('default_transaction_read_only'),"
                        + " current_setting('statement_timeout'), current_setting('search_path')")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("off");
            assertThat(row.getString(2)).isEqualTo("0");
            assertThat(row.getString(3)).contains("public");
        }
    }

    @Test
    void a_pooler_in_session_mode_is_an_error() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(server.port(), "session", List.of("guard"), TOLERANT)) {
            Diagnosis diagnosis = diagnose(pooler.url(), "guard");
            assertThat(diagnosis.readiness()).as(diagnosis.summary()).isEqualTo(Readiness.NOT_READY);
            assertThat(checkResult(diagnosis, "pooler").severity()).isEqualTo(Severity.ERROR);
            assertThat(checkResult(diagnosis, "pooler").details())
                    .singleElement()
                    .asString()
                    .contains("is in the cancel key");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"extra_float_digits", "extra_float_digits,options"})
    void a_service_refuses_a_pooler_and_leaves_no_setting_in_its_sessions(String ignored) throws Exception {
        String tolerant = "ignore_startup_parameters = " + ignored;
        try (PgBouncer pooler = PgBouncer.start(server.port(), "transaction", List.of("guard"), tolerant)) {
            TargetSettings settings = TargetSettings.of("t", pooler.url(), "guard", null);
            TargetQueries queries = new TargetQueries(TargetConnections.unpooled(settings, "connwarden-test"));
            assertThatThrownBy(queries::backendCount)
                    .isInstanceOfSatisfying(
                            TargetException.class,
                            refused -> assertThat(refused.failure().kind()).isEqualTo(ConnectFailure.Kind.POOLER))
                    .hasMessageStartingWith("a connection pooler is in between")
                    .hasMessageContaining("set the url to the address of the server");
            assertNoSettingLeft(pooler);
        }
    }

    @Test
    void a_pooler_that_rejects_a_startup_parameter_is_recognized() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(server.port(), "session", List.of("guard"))) {
            Diagnosis diagnosis = diagnose(pooler.url() + "?options=-c%20geqo=on", "guard");
            assertThat(diagnosis.readiness()).isEqualTo(Readiness.NOT_READY);
            assertThat(checkResult(diagnosis, "connection").reason()).contains("unsupported startup parameter");
            assertThat(remedyActions(diagnosis)).singleElement().asString().contains("PgBouncer");
        }
    }
}
