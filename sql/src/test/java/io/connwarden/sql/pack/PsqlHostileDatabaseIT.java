package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.sql.pack.Psql.PsqlResult;
import io.connwarden.testing.HostileDatabase;
import io.connwarden.testing.RequiredProgram;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The scripts for psql, run by a superuser in a database with planted objects. */
class PsqlHostileDatabaseIT {

    @Test
    void the_scripts_for_psql_use_no_planted_object() throws IOException, InterruptedException {
        RequiredProgram.check(Psql.isPresent(), "psql", "postgresql-client-15");
        try (PostgresServer server = PostgresServer.start(PostgresServerOptions.standard())) {
            HostileDatabase hostile = HostileDatabase.createOn(server);
            Psql psql = new Psql(server.port(), HostileDatabase.NAME);
            run(psql, "-v", "monitor_password=a", "-v", "actuator_password=b", "-f", "sql/setup/roles.sql");
            run(psql, "-f", "sql/pack/install.sql");
            run(psql, "-f", "sql/pack/uninstall.sql");
            assertThat(hostile.usedObjects()).isEmpty();
        }
    }

    private static void run(Psql psql, String... arguments) throws IOException, InterruptedException {
        PsqlResult result = psql.run(arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
