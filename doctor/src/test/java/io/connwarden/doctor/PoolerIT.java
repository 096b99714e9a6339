package io.connwarden.doctor;

import static io.connwarden.doctor.Patients.GUARD_RIGHTS;
import static io.connwarden.doctor.Patients.check;
import static io.connwarden.doctor.Patients.examined;
import static io.connwarden.doctor.Patients.prescribed;
import static io.connwarden.doctor.Patients.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.assessment.Standing;
import io.connwarden.doctor.assessment.Verdict;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same server and the same well-endowed role as for a straight connection, which would be ready. */
class PoolerIT {
    private static final String TOLERANT = "ignore_startup_parameters = extra_float_digits";
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        DebianNeeded.check(PgBouncer.present(), "pgbouncer", "pgbouncer");
        server = PostgresServer.start(PostgresServerOptions.standard().with("reserved_connections", "3"));
        sql(
                server.jdbcUrl("postgres"),
                "CREATE ROLE guard LOGIN",
                "GRANT " + GUARD_RIGHTS + ", pg_use_reserved_connections TO guard");
        assertThat(examined(server.jdbcUrlWithoutUser("postgres"), "guard").verdict())
                .isEqualTo(Verdict.READY);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void in_transaction_mode_connwarden_is_not_able() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(server.port(), "transaction", List.of("guard"), TOLERANT)) {
            Diagnosis diagnosis = examined(pooler.url(), "guard");
            assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.UNABLE);
            assertThat(check(diagnosis, "direct").standing()).isEqualTo(Standing.OBSTACLE);
            assertThat(check(diagnosis, "direct").details())
                    .anyMatch(sign -> sign.contains("was handed out at the login"))
                    .anyMatch(sign -> sign.contains("two connections open at once"));
            assertThat(prescribed(diagnosis)).contains("give the address of the server itself, not the pooler's");
            assertThat(check(diagnosis, "emergency lane").reason())
                    .isEqualTo("no session could be held: a pooler is in between, or may be");
            // What was granted is still told.
            assertThat(check(diagnosis, "visibility").standing()).isEqualTo(Standing.FINE);
        }
    }

    @Test
    void in_transaction_mode_nothing_of_ours_is_left_in_the_sessions_of_others() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(server.port(), "transaction", List.of("guard"), TOLERANT)) {
            examined(pooler.url(), "guard");
            try (Connection next = DriverManager.getConnection(pooler.url() + "?user=guard");
                    Statement statement = next.createStatement();
                    ResultSet row = statement.executeQuery("SELECT current_setting('default_transaction_read_only'),"
                            + " current_setting('statement_timeout')")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("off");
                assertThat(row.getString(2)).isEqualTo("0");
            }
        }
    }

    @Test
    void in_session_mode_connwarden_works_with_limits() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(server.port(), "session", List.of("guard"), TOLERANT)) {
            Diagnosis diagnosis = examined(pooler.url(), "guard");
            assertThat(diagnosis.verdict()).as(diagnosis.summary()).isEqualTo(Verdict.LIMITED);
            assertThat(check(diagnosis, "direct").standing()).isEqualTo(Standing.LIMIT);
            assertThat(check(diagnosis, "direct").details())
                    .singleElement()
                    .asString()
                    .contains("was handed out at the login");
        }
    }

    @Test
    void a_pooler_that_does_not_even_know_our_greeting_is_recognised() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(server.port(), "session", List.of("guard"))) {
            Diagnosis diagnosis = examined(pooler.url() + "?options=-c%20geqo=on", "guard");
            assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNABLE);
            assertThat(check(diagnosis, "connection").reason()).contains("unsupported startup parameter");
            assertThat(prescribed(diagnosis)).singleElement().asString().contains("PgBouncer");
        }
    }
}
