package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.sql.pack.Psql.PsqlResult;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.RequiredProgram;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The installation on a server with read-only, serializable and deferrable transactions by default. */
class PackForeignSettingsIT {

    @Test
    void the_pack_and_the_roles_are_installed_whatever_the_default_of_a_transaction_is()
            throws IOException, InterruptedException {
        RequiredProgram.check(Psql.isPresent(), "psql", "postgresql-client-15");
        try (PostgresServer server = PostgresServer.start(PostgresServerOptions.standard()
                .withSetting("default_transaction_read_only", "on")
                .withSetting("default_transaction_isolation", "serializable")
                .withSetting("default_transaction_deferrable", "on"))) {
            Psql psql = new Psql(server.port());
            run(psql, "-v", "monitor_password=a", "-v", "actuator_password=b", "-f", "sql/setup/roles.sql");
            run(psql, "-f", "sql/pack/install.sql");
            run(psql, "-f", "sql/pack/uninstall.sql");
            TargetSettings target = TargetSettings.of("t", server.jdbcUrlWithoutUser("postgres"), "postgres", null);
            SqlPack pack = new SqlPack(TargetConnections.unpooled(target, "connwarden-install-sql"));
            assertThat(pack.install("connwarden", false)).isNotEmpty();
        }
    }

    private static void run(Psql psql, String... arguments) throws IOException, InterruptedException {
        PsqlResult result = psql.run(arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
