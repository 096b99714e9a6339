package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.fixture.PostgresVersion;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.pack.Psql.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The pack for those who have psql and nothing else, on every version. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class PsqlVersionsIT {
    private final PostgresServer server;

    PsqlVersionsIT(PostgresVersion version) {
        this.server = VersionedServers.of(version);
    }

    @BeforeEach
    void needsPsql() {
        DebianNeeded.check(Psql.present(), "psql", "postgresql-client-15");
    }

    @Test
    void a_checkout_and_psql_suffice() throws IOException, InterruptedException {
        try (PackOnServer there = new PackOnServer(server)) {
            Psql psql = new Psql(server.port());
            Answer dry = psql.run("-v", "schema=guard", "-v", "dry_run=on", "-f", "sql/pack/install.sql");
            assertThat(dry.printed()).contains("nothing was kept");
            assertThat(dry.exit()).isZero();
            assertThat(there.isInstalled()).isFalse();
            for (int round = 0; round < 2; round++) {
                Answer installed = psql.run("-v", "schema=guard", "-f", "sql/pack/install.sql");
                assertThat(installed.printed()).contains("is in schema guard").doesNotContain("ERROR", "skipping");
                assertThat(installed.exit()).isZero();
            }
            assertThat(there.ask("SELECT status FROM guard.monitor_connections()"))
                    .containsExactly(Map.of("status", "HEALTHY"));
            Answer removed = psql.run("-v", "schema=guard", "-f", "sql/pack/uninstall.sql");
            assertThat(removed.exit()).as(removed.printed()).isZero();
            assertThat(there.isInstalled()).isFalse();
        }
    }

    @Test
    void a_schema_with_quotes_is_no_trouble() throws IOException, InterruptedException {
        Psql psql = new Psql(server.port());
        String schema = "schema=it's \"odd\"";
        Answer installed = psql.run("-v", schema, "-f", "sql/pack/install.sql");
        assertThat(installed.exit()).as(installed.printed()).isZero();
        Answer removed = psql.run("-v", schema, "-f", "sql/pack/uninstall.sql");
        assertThat(removed.exit()).as(removed.printed()).isZero();
    }

    @Test
    void a_psql_that_would_take_a_dry_run_for_a_real_one_stops_before_anything()
            throws IOException, InterruptedException {
        try (PackOnServer there = new PackOnServer(server)) {
            Psql psql = new Psql(server.port());
            for (String entry : List.of("install", "cron", "uncron", "uninstall")) {
                // Without it, :{?VERSION} is false, as everything in such braces is before psql 11.
                Answer answer = psql.run("-v", "VERSION", "-v", "schema=guard", "-f", "sql/pack/" + entry + ".sql");
                assertThat(answer.exit()).isEqualTo(3);
                assertThat(answer.printed()).contains("psql 11 or newer is needed");
            }
            assertThat(there.isInstalled()).isFalse();
        }
    }

    @Test
    void what_cannot_be_ends_with_an_error_and_changes_nothing() throws IOException, InterruptedException {
        Psql psql = new Psql(server.port());
        Answer nothing = psql.run("-v", "schema=nowhere", "-f", "sql/pack/uninstall.sql");
        assertThat(nothing.exit()).isEqualTo(3);
        assertThat(nothing.printed()).contains("schema 'nowhere' holds no SQL pack");
        Answer unscheduled = psql.run("-v", "schema=nowhere", "-f", "sql/pack/cron.sql");
        assertThat(unscheduled.exit()).isEqualTo(3);
        assertThat(unscheduled.printed()).contains("run install.sql first");
        try (PackOnServer there = PackOnServer.installed(server)) {
            Answer withoutCron = psql.run("-v", "schema=guard", "-f", "sql/pack/cron.sql");
            assertThat(withoutCron.exit()).isEqualTo(3);
            assertThat(withoutCron.printed())
                    .contains("pg_cron is not installed in database postgres")
                    .contains("CREATE EXTENSION pg_cron");
            assertThat(there.isInstalled()).isTrue();
        }
    }
}
