package io.connwarden.sql.pack;

import static io.connwarden.sql.pack.PackOnServer.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Installation, upgrade and removal of the pack on every version. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class PackVersionsIT {
    private static final String ALL_OBJECTS = """
            SELECT 'class' AS kind, relname::text AS name FROM pg_class WHERE relnamespace::regnamespace::text !~ '^pg_toast'
            UNION ALL SELECT 'proc', proname::text FROM pg_proc
            UNION ALL SELECT 'schema', nspname::text FROM pg_namespace WHERE nspname !~ '^pg_temp|^pg_toast_temp'
            UNION ALL SELECT 'role', rolname::text FROM pg_roles
            UNION ALL SELECT 'type', typname::text FROM pg_type WHERE typnamespace::regnamespace::text !~ '^pg_toast'
            UNION ALL SELECT 'trigger', tgname::text FROM pg_trigger
            ORDER BY 1, 2""";

    /** All objects in the schema of the pack with their definitions and privileges. */
    private static final String SHAPE = """
            SELECT oid::regprocedure::text AS name,
                   concat_ws(' ', pg_get_functiondef(oid), proacl::text, obj_description(oid, 'pg_proc')) AS shape
            FROM pg_proc WHERE pronamespace = 'guard'::regnamespace
            UNION ALL
            SELECT oid::regclass::text, concat_ws(' ', relacl::text, obj_description(oid, 'pg_class'),
                CASE relkind WHEN 'v' THEN pg_get_viewdef(oid) END,
                (SELECT string_agg(concat_ws(' ', attname, atttypid::regtype, attnotnull), ',' ORDER BY attname)
                 FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped),
                (SELECT string_agg(pg_get_triggerdef(oid), ',' ORDER BY tgname)
                 FROM pg_trigger WHERE tgrelid = pg_class.oid))
            FROM pg_class WHERE relnamespace = 'guard'::regnamespace
            UNION ALL
            SELECT name, value::text || description FROM guard.settings
            WHERE name <> 'zombie_minutes'
            ORDER BY 1""";

    private final PostgresServer server;

    PackVersionsIT(PostgresVersion version) {
        this.server = VersionedServers.of(version);
    }

    @Test
    void uninstall_removes_everything_that_install_created() {
        try (PackOnServer onServer = PackOnServer.prepare(server)) {
            List<Map<String, String>> before = onServer.query(ALL_OBJECTS);
            onServer.pack("postgres").install(SCHEMA, false);
            assertThat(onServer.query(ALL_OBJECTS)).hasSizeGreaterThan(before.size());
            onServer.pack("postgres").uninstall(SCHEMA, false);
            assertThat(onServer.query(ALL_OBJECTS)).isEqualTo(before);
        }
    }

    @Test
    void a_dry_run_of_the_installation_leaves_nothing_behind() {
        try (PackOnServer onServer = PackOnServer.prepare(server)) {
            List<Map<String, String>> before = onServer.query(ALL_OBJECTS);
            assertThat(onServer.pack("postgres").install(SCHEMA, true))
                    .anyMatch(said -> said.contains(" installed in schema guard"));
            assertThat(onServer.query(ALL_OBJECTS)).isEqualTo(before);
        }
    }

    @Test
    void reinstalling_keeps_settings_logs_and_grants() {
        try (PackOnServer onServer = PackOnServer.install(server)) {
            onServer.set("zombie_minutes", "20");
            onServer.query("SELECT guard.monitor_connections()");
            PackQueries.execute(onServer.url, "GRANT EXECUTE ON FUNCTION guard.monitor_connections() TO shop");
            assertThat(onServer.pack("postgres").install(SCHEMA, false)).hasSize(1);
            assertThat(onServer.query("SELECT value FROM guard.settings WHERE name = 'zombie_minutes'"))
                    .containsExactly(Map.of("value", "20"));
            assertThat(onServer.query("SELECT event_type FROM guard.connection_logs"))
                    .containsExactly(Map.of("event_type", "MONITOR_CHECK"));
            assertThat(onServer.query(
                            "SELECT has_function_privilege('shop', 'guard.monitor_connections()', 'EXECUTE') AS may"))
                    .containsExactly(Map.of("may", "t"));
            PackQueries.execute(onServer.url, "REVOKE EXECUTE ON FUNCTION guard.monitor_connections() FROM shop");
        }
    }

    @Test
    void an_older_version_is_upgraded_and_keeps_its_logs() {
        try (PackOnServer onServer = PackOnServer.install(server)) {
            List<Map<String, String>> fresh = onServer.query(SHAPE);
            onServer.set("zombie_minutes", "20");
            onServer.query("SELECT guard.monitor_connections()");
            PackQueries.execute(onServer.url, """
                    CREATE OR REPLACE FUNCTION guard.pack_version() RETURNS text LANGUAGE sql AS 'SELECT ''0.0.9''';
                    DROP FUNCTION guard.monitor_connections();
                    CREATE FUNCTION guard.monitor_connections() RETURNS text LANGUAGE sql AS 'SELECT ''old''';
                    COMMENT ON FUNCTION guard.monitor_connections() IS 'Connwarden SQL pack: as it was';
                    CREATE FUNCTION guard.long_forgotten() RETURNS text LANGUAGE sql AS 'SELECT ''old''';
                    COMMENT ON FUNCTION guard.long_forgotten() IS 'Connwarden SQL pack: as it was';
                    DROP VIEW guard.connection_health;
                    CREATE VIEW guard.connection_health AS SELECT 'old'::text AS total_connections;
                    COMMENT ON VIEW guard.connection_health IS 'Connwarden SQL pack: as it was';
                    ALTER TABLE guard.connection_logs DROP COLUMN utilization, DROP COLUMN actor;
                    DELETE FROM guard.settings WHERE name = 'wait_seconds'""");
            assertThat(onServer.pack("postgres").install(SCHEMA, false))
                    .anyMatch(said -> said.contains("installed in schema guard, upgraded from 0.0.9"));
            assertThat(onServer.query(SHAPE)).isEqualTo(fresh);
            assertThat(onServer.query("SELECT value FROM guard.settings WHERE name = 'zombie_minutes'"))
                    .containsExactly(Map.of("value", "20"));
            assertThat(onServer.query("SELECT status FROM guard.monitor_connections()"))
                    .hasSize(1);
            assertThat(onServer.query("SELECT actor FROM guard.connection_logs"))
                    .hasSize(2);
            assertThat(onServer.query("SELECT total_connections FROM guard.connection_health"))
                    .hasSize(1);
            assertThat(onServer.query("SELECT FROM guard.settings WHERE name = 'wait_seconds'"))
                    .hasSize(1);
            assertThat(onServer.query("SELECT FROM pg_proc WHERE proname = 'long_forgotten'"))
                    .isEmpty();
        }
    }

    @Test
    void uninstall_names_a_dependent_object_and_removes_nothing() {
        try (PackOnServer onServer = PackOnServer.install(server)) {
            PackQueries.execute(onServer.url, "CREATE VIEW mine AS SELECT * FROM guard.connection_health");
            assertThatThrownBy(() -> onServer.pack("postgres").uninstall(SCHEMA, false))
                    .hasMessageContaining("guard.connection_health is used by objects that are not part of the pack")
                    .hasMessageContaining("mine");
            assertThat(onServer.query("SELECT status FROM guard.monitor_connections()"))
                    .hasSize(1);
            PackQueries.execute(onServer.url, "DROP VIEW mine");
        }
    }

    @Test
    void two_packs_share_the_roles_and_the_last_uninstall_drops_them() {
        try (PackOnServer onServer = PackOnServer.install(server)) {
            SqlPack pack = onServer.pack("postgres");
            pack.install("second", false);
            assertThat(pack.uninstall(SCHEMA, false))
                    .anyMatch(said -> said.contains("role connwarden_monitor kept: other objects still depend on it"));
            assertThat(onServer.query("SELECT status FROM second.monitor_connections()"))
                    .hasSize(1);
            pack.uninstall("second", false);
            assertThat(onServer.query("SELECT FROM pg_roles WHERE rolname LIKE 'connwarden!_%' ESCAPE '!'"))
                    .isEmpty();
        }
    }

    @Test
    void a_newer_version_is_not_overwritten() {
        try (PackOnServer onServer = PackOnServer.install(server)) {
            PackQueries.execute(
                    onServer.url,
                    "CREATE OR REPLACE FUNCTION guard.pack_version() RETURNS text LANGUAGE sql AS 'SELECT ''99.0.0'''");
            assertThatThrownBy(() -> onServer.pack("postgres").install(SCHEMA, false))
                    .isInstanceOf(PackException.class)
                    .hasMessageContaining("version 99.0.0")
                    .hasMessageContaining("newer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's \"odd\"", "select", "Üñí codé", "a;b--c"})
    void a_schema_may_have_any_name(String schema) {
        try (PackOnServer onServer = PackOnServer.prepare(server)) {
            SqlPack pack = onServer.pack("postgres");
            pack.install(schema, false);
            String quoted = '"' + schema.replace("\"", "\"\"") + '"';
            assertThat(onServer.query("SELECT * FROM " + quoted + ".terminate_idle_connections(15, 10)"))
                    .hasSize(1);
            assertThat(onServer.query("SELECT status FROM " + quoted + ".connection_health"))
                    .containsExactly(Map.of("status", "HEALTHY"));
            pack.uninstall(schema, false);
            assertThat(onServer.query("SELECT FROM pg_namespace WHERE nspname = '" + schema.replace("'", "''") + "'"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pg_guard",
                "information_schema",
                "$user",
                "a_name_that_is_longer_than_the_sixty_three_bytes_that_names_may_have"
            })
    void an_invalid_schema_name_is_rejected_and_named(String schema) {
        try (PackOnServer onServer = PackOnServer.prepare(server)) {
            assertThatThrownBy(() -> onServer.pack("postgres").install(schema, false))
                    .isInstanceOf(PackException.class)
                    .hasMessageContaining("schema")
                    .hasMessageContaining(schema);
            assertThat(onServer.query("SELECT FROM pg_roles WHERE rolname LIKE 'connwarden_%'"))
                    .isEmpty();
        }
    }

    @Test
    void uninstalling_a_missing_pack_fails_and_names_the_schema() {
        try (PackOnServer onServer = PackOnServer.prepare(server)) {
            assertThatThrownBy(() -> onServer.pack("postgres").uninstall("nowhere", false))
                    .hasMessageContaining("schema 'nowhere' does not contain the SQL pack");
            assertThatThrownBy(() -> onServer.pack("postgres").uninstall("public", false))
                    .hasMessageContaining("schema 'public' does not contain the SQL pack");
        }
    }

    @Test
    void objects_of_other_roles_are_neither_overwritten_nor_removed() {
        try (PackOnServer onServer = PackOnServer.prepare(server)) {
            PackQueries.execute(onServer.url, "CREATE SCHEMA guard; CREATE TABLE guard.connection_logs (mine text)");
            assertThatThrownBy(() -> onServer.pack("postgres").install(SCHEMA, false))
                    .hasMessageContaining("already contains a relation connection_logs that is not part of the pack");
            PackQueries.execute(onServer.url, "ALTER TABLE guard.connection_logs RENAME TO mine");
            onServer.pack("postgres").install(SCHEMA, false);
            onServer.pack("postgres").uninstall(SCHEMA, false);
            assertThat(onServer.query("SELECT relname FROM pg_class WHERE relnamespace = 'guard'::regnamespace"))
                    .containsExactly(Map.of("relname", "mine"));
        } finally {
            PackQueries.execute(server.jdbcUrl("postgres"), "DROP SCHEMA guard CASCADE");
        }
    }

    @Test
    void an_installation_without_privileges_leaves_nothing_behind() {
        try (PackOnServer onServer = PackOnServer.prepare(server)) {
            List<Map<String, String>> before = onServer.query(ALL_OBJECTS);
            assertThatThrownBy(() -> onServer.pack("shop").install(SCHEMA, false))
                    .isInstanceOf(PackException.class)
                    .hasMessageContaining("role shop is not allowed to create schema guard in database postgres")
                    .hasMessageContaining("GRANT CREATE ON DATABASE postgres TO shop;");
            PackQueries.execute(onServer.url, "GRANT CREATE ON DATABASE postgres TO shop");
            assertThatThrownBy(() -> onServer.pack("shop").install(SCHEMA, false))
                    .hasMessageContaining(
                            "role connwarden_monitor does not exist and role shop is not allowed to create it")
                    .hasMessageContaining("CREATE ROLE connwarden_monitor;");
            assertThat(onServer.query(ALL_OBJECTS)).isEqualTo(before);
        } finally {
            PackQueries.execute(server.jdbcUrl("postgres"), "REVOKE CREATE ON DATABASE postgres FROM shop");
        }
    }

    @Test
    void an_owner_without_pg_monitor_is_warned_with_the_grant_to_run() {
        try (PackOnServer onServer = PackOnServer.prepare(server)) {
            PackQueries.execute(onServer.url, "GRANT CREATE ON DATABASE postgres TO shop; ALTER ROLE shop CREATEROLE");
            assertThat(onServer.pack("shop").install(SCHEMA, false))
                    .anyMatch(said -> said.contains("GRANT pg_monitor TO shop;"))
                    .anyMatch(said -> said.contains("GRANT pg_signal_backend TO shop;"));
            onServer.pack("shop").uninstall(SCHEMA, false);
        } finally {
            PackQueries.execute(
                    server.jdbcUrl("postgres"),
                    "REVOKE CREATE ON DATABASE postgres FROM shop; ALTER ROLE shop NOCREATEROLE");
        }
    }
}
