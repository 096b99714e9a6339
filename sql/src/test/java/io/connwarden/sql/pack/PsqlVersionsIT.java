package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.pack.Psql.PsqlResult;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.RequiredProgram;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Installation and removal of the pack with psql on every version. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class PsqlVersionsIT {
    private final PostgresServer server;

    PsqlVersionsIT(PostgresVersion version) {
        this.server = VersionedServers.of(version);
    }

    @BeforeEach
    void requirePsql() {
        RequiredProgram.check(Psql.isPresent(), "psql", "postgresql-client-15");
    }

    @Test
    void the_pack_is_installed_and_removed_with_psql_alone() throws IOException, InterruptedException {
        try (PackOnServer onServer = PackOnServer.prepare(server)) {
            Psql psql = new Psql(server.port());
            PsqlResult dry = psql.run("-v", "schema=guard", "-v", "dry_run=on", "-f", "sql/pack/install.sql");
            assertThat(dry.output()).contains("all changes were rolled back");
            assertThat(dry.exitCode()).isZero();
            assertThat(onServer.isInstalled()).isFalse();
            for (int round = 0; round < 2; round++) {
                PsqlResult installed = psql.run("-v", "schema=guard", "-f", "sql/pack/install.sql");
                assertThat(installed.output())
                        .contains("installed in schema guard")
                        .doesNotContain("ERROR", "skipping");
                assertThat(installed.exitCode()).isZero();
            }
            assertThat(onServer.query("SELECT status FROM guard.monitor_connections()"))
                    .containsExactly(Map.of("status", "HEALTHY"));
            PsqlResult removed = psql.run("-v", "schema=guard", "-f", "sql/pack/uninstall.sql");
            assertThat(removed.exitCode()).as(removed.output()).isZero();
            assertThat(onServer.isInstalled()).isFalse();
        }
    }

    @Test
    void psql_installs_into_a_schema_whose_name_contains_quotes() throws IOException, InterruptedException {
        Psql psql = new Psql(server.port());
        String schema = "schema=it's \"odd\"";
        PsqlResult installed = psql.run("-v", schema, "-f", "sql/pack/install.sql");
        assertThat(installed.exitCode()).as(installed.output()).isZero();
        PsqlResult removed = psql.run("-v", schema, "-f", "sql/pack/uninstall.sql");
        assertThat(removed.exitCode()).as(removed.output()).isZero();
    }

    @Test
    void a_psql_without_variable_tests_stops_before_the_first_statement() throws IOException, InterruptedException {
        try (PackOnServer onServer = PackOnServer.prepare(server)) {
            Psql psql = new Psql(server.port());
            for (String entry : List.of("install", "cron", "remove-cron", "uninstall")) {
                // Unsets VERSION, so that :{?VERSION} is false, as in psql before version 11.
                PsqlResult answer = psql.run("-v", "VERSION", "-v", "schema=guard", "-f", "sql/pack/" + entry + ".sql");
                assertThat(answer.exitCode()).isEqualTo(3);
                assertThat(answer.output()).contains("psql 11 or newer is required");
            }
            assertThat(onServer.isInstalled()).isFalse();
        }
    }

    @Test
    void a_failed_psql_installation_exits_with_an_error_and_changes_nothing() throws IOException, InterruptedException {
        Psql psql = new Psql(server.port());
        PsqlResult nothing = psql.run("-v", "schema=nowhere", "-f", "sql/pack/uninstall.sql");
        assertThat(nothing.exitCode()).isEqualTo(3);
        assertThat(nothing.output()).contains("schema 'nowhere' does not contain the SQL pack");
        PsqlResult unscheduled = psql.run("-v", "schema=nowhere", "-f", "sql/pack/cron.sql");
        assertThat(unscheduled.exitCode()).isEqualTo(3);
        assertThat(unscheduled.output()).contains("run install.sql first");
        try (PackOnServer onServer = PackOnServer.install(server)) {
            PsqlResult withoutCron = psql.run("-v", "schema=guard", "-f", "sql/pack/cron.sql");
            assertThat(withoutCron.exitCode()).isEqualTo(3);
            assertThat(withoutCron.output())
                    .contains("pg_cron is not installed in database postgres")
                    .contains("CREATE EXTENSION pg_cron");
            assertThat(onServer.isInstalled()).isTrue();
        }
    }
}
