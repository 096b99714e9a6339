package io.connwarden.doctor;

import static io.connwarden.doctor.DoctorTestServers.GUARD_RIGHTS;
import static io.connwarden.doctor.DoctorTestServers.diagnose;
import static io.connwarden.doctor.DoctorTestServers.executeSql;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.doctor.check.Readiness;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.HostileDatabase;
import io.connwarden.testing.PgBouncer;
import io.connwarden.testing.RequiredProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A diagnosis of a database with planted objects in front of those of the server. */
class HostileDatabaseDiagnosisIT {

    @Test
    void a_diagnosis_uses_no_planted_object() throws Exception {
        try (PostgresServer server =
                PostgresServer.start(PostgresServerOptions.standard().withSetting("reserved_connections", "3"))) {
            executeSql(
                    server.jdbcUrl("postgres"),
                    "CREATE ROLE guard LOGIN",
                    "GRANT " + GUARD_RIGHTS + ", pg_use_reserved_connections TO guard");
            HostileDatabase hostile = HostileDatabase.createOn(server);
            for (String role : List.of("guard", "postgres")) {
                assertThat(diagnose(hostile.jdbcUrlWithoutUser(), role).readiness())
                        .isNotEqualTo(Readiness.NOT_READY);
            }
            assertThat(hostile.usedObjects()).isEmpty();
        }
    }

    @Test
    void a_diagnosis_through_a_pooler_uses_no_planted_object() throws Exception {
        RequiredProgram.check(PgBouncer.isInstalled(), "pgbouncer", "pgbouncer");
        try (PostgresServer server = PostgresServer.start(PostgresServerOptions.standard())) {
            executeSql(server.jdbcUrl("postgres"), "CREATE ROLE guard LOGIN", "GRANT " + GUARD_RIGHTS + " TO guard");
            HostileDatabase hostile = HostileDatabase.createOn(server);
            try (PgBouncer pooler = PgBouncer.start(
                    server.port(), "transaction", List.of("guard"), "ignore_startup_parameters = extra_float_digits")) {
                String url = pooler.url().replace("/postgres", "/" + HostileDatabase.NAME);
                assertThat(diagnose(url, "guard").readiness()).isEqualTo(Readiness.NOT_READY);
            }
            assertThat(hostile.usedObjects()).isEmpty();
        }
    }
}
