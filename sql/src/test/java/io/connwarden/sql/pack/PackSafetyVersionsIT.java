package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The independence of the pack from settings of callers and objects of other roles, on versions 13, 15 and 18. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackSafetyVersionsIT {
    @RegisterExtension
    final PackOnServer pack;

    private final String url;

    PackSafetyVersionsIT(PostgresVersion version) {
        this.pack = new PackOnServer(VersionedServers.of(version));
        this.url = pack.url;
    }

    @Test
    void the_callers_standard_conforming_strings_setting_does_not_change_patterns() throws SQLException {
        String lenient = url + "&options=-c%20standard_conforming_strings=off%20-c%20escape_string_warning=off";
        pack.close();
        PackQueries.execute(lenient, "SET connwarden.schema = 'guard'; " + PackScript.INSTALL.sql());
        try (TestSessions listening = TestSessions.idle(url, 1, "news", "shop")) {
            try (Statement statement = listening.connections().get(0).createStatement()) {
                statement.execute("LISTEN news");
            }
            assertThat(PackQueries.rows(
                            lenient,
                            "SELECT protection_reason AS why FROM guard.connection_details "
                                    + "WHERE application_name = 'news'"))
                    .containsExactly(Map.of("why", "listens for notifications"));
            assertThat(
                            PackQueries.rows(
                                    lenient,
                                    "SELECT guard.matches_glob('100%', '*%') AS same, guard.matches_glob('1000', '*%') AS other"))
                    .containsExactly(Map.of("same", "t", "other", "f"));
        }
        String change = "UPDATE guard.settings SET value = to_jsonb(ARRAY[E'%s']) WHERE name = 'protected_users'";
        assertThatThrownBy(() -> PackQueries.execute(lenient, change.formatted("a\\\\")))
                .hasMessageContaining("ends with an incomplete escape sequence");
        PackQueries.execute(lenient, change.formatted("a\\\\*"));
        assertThat(PackQueries.rows(lenient, "SELECT guard.matches_glob('a*', E'a\\\\*') AS same"))
                .containsExactly(Map.of("same", "t"));
    }

    @Test
    void grants_from_the_installers_default_privileges_are_revoked() {
        pack.close();
        PackQueries.execute(url, """
                ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO shop;
                ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO shop;
                ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO shop;
                ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO shop""");
        try {
            pack.pack("postgres").install(PackOnServer.SCHEMA, false);
            assertThat(privilegesOfShop()).isEmpty();
            PackQueries.execute(url, "GRANT SELECT ON guard.connection_health TO shop");
            pack.pack("postgres").install(PackOnServer.SCHEMA, false);
            assertThat(privilegesOfShop()).containsExactly(Map.of("what", "connection_health"));
            PackQueries.execute(
                    url,
                    "CREATE OR REPLACE FUNCTION guard.pack_version() RETURNS text LANGUAGE sql AS 'SELECT ''0.0.9'''");
            pack.pack("postgres").install(PackOnServer.SCHEMA, false);
            assertThat(privilegesOfShop()).isEmpty();
        } finally {
            PackQueries.execute(url, """
                    ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM shop;
                    ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM shop;
                    ALTER DEFAULT PRIVILEGES REVOKE ALL ON SEQUENCES FROM shop;
                    ALTER DEFAULT PRIVILEGES REVOKE ALL ON SCHEMAS FROM shop""");
        }
    }

    private List<Map<String, String>> privilegesOfShop() {
        return pack.query("""
                SELECT proname AS what FROM pg_proc, aclexplode(proacl)
                WHERE pronamespace = 'guard'::regnamespace AND grantee = 'shop'::regrole
                UNION ALL
                SELECT relname FROM pg_class, aclexplode(relacl)
                WHERE relnamespace = 'guard'::regnamespace AND grantee = 'shop'::regrole
                UNION ALL
                SELECT nspname FROM pg_namespace, aclexplode(nspacl)
                WHERE nspname = 'guard' AND grantee = 'shop'::regrole""");
    }

    @Test
    void an_object_of_another_role_in_the_schema_is_named_and_not_executed() {
        pack.close();
        PackQueries.execute(url, "CREATE SCHEMA guard; GRANT ALL ON SCHEMA guard TO shop");
        try {
            assertForeignObjectRejected("""
                    CREATE FUNCTION guard.pack_version() RETURNS text LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'the planted one was called'; END $$;
                    COMMENT ON FUNCTION guard.pack_version() IS 'Connwarden SQL pack: the version installed'""", "function guard.pack_version()");
            assertForeignObjectRejected(
                    "CREATE OPERATOR guard.= (LEFTARG = jsonb, RIGHTARG = text, FUNCTION = pg_catalog.jsonb_exists)",
                    "operator guard.=(jsonb,text)");
            assertForeignObjectRejected("CREATE TYPE guard.interval AS ENUM ('a')", "type guard.\"interval\"");
            assertForeignObjectRejected("CREATE TABLE guard.pg_roles (rolname text)", "table guard.pg_roles");
        } finally {
            PackQueries.execute(url, "DROP SCHEMA guard CASCADE");
        }
    }

    private void assertForeignObjectRejected(String sql, String named) {
        PackQueries.execute(url, "GRANT ALL ON SCHEMA guard TO shop");
        PackQueries.execute(pack.server.jdbcUrlWithoutUser("postgres") + "?user=shop", sql);
        PackQueries.execute(url, "REVOKE CREATE ON SCHEMA guard FROM shop");
        assertThatThrownBy(() -> pack.pack("postgres").install(PackOnServer.SCHEMA, false))
                .as(sql)
                .isInstanceOf(PackException.class)
                .hasMessageContaining("schema guard contains an object of role shop")
                .hasMessageContaining(named)
                .hasMessageContaining("change its owner to postgres");
        PackQueries.execute(url, "DROP OWNED BY shop");
    }

    @Test
    void a_trigger_of_another_role_on_settings_is_named_and_not_executed() {
        PackQueries.execute(
                url,
                "CREATE SCHEMA shops AUTHORIZATION shop; GRANT USAGE ON SCHEMA guard TO shop;"
                        + "GRANT TRIGGER ON guard.settings TO shop");
        try {
            PackQueries.execute(pack.server.jdbcUrlWithoutUser("postgres") + "?user=shop", """
                    CREATE FUNCTION shops.spy() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'the planted one was called'; END $$;
                    CREATE TRIGGER spy BEFORE INSERT OR UPDATE ON guard.settings
                    FOR EACH ROW EXECUTE FUNCTION shops.spy()""");
            assertThatThrownBy(() -> pack.pack("postgres").install(PackOnServer.SCHEMA, false))
                    .hasMessageContaining("schema guard contains an object of role shop")
                    .hasMessageContaining("function shops.spy()");
        } finally {
            PackQueries.execute(url, "DROP SCHEMA shops CASCADE; DROP OWNED BY shop");
        }
    }

    @Test
    void a_session_of_a_dropped_role_is_protected() {
        pack.set("survivors_per_application", "0");
        pack.set("protected_users", "[\"dropped_r*\"]");
        PackQueries.execute(url, "CREATE ROLE dropped_role LOGIN");
        try (TestSessions sessions = TestSessions.idle(url, 1, "shop-web", "dropped_role")) {
            PackQueries.execute(url, "DROP ROLE dropped_role");
            pack.awaitIdleFor(0.1, sessions.size());
            assertThat(pack.query("SELECT terminated_count FROM guard.terminate_idle_connections(0.001, 10)"))
                    .containsExactly(Map.of("terminated_count", "0"));
            assertThat(pack.query("SELECT usename, protection_reason AS why FROM guard.connection_details "
                            + "WHERE application_name = 'shop-web'"))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row).containsEntry("usename", null).containsEntry("why", "role was dropped"));
            assertThat(sessions.alive()).hasSize(1);
        }
    }

    @Test
    void every_object_name_of_the_pack_is_checked_before_installation() {
        List<Map<String, String>> made = pack.query("""
                SELECT proname AS name FROM pg_proc WHERE pronamespace = 'guard'::regnamespace
                UNION
                SELECT relname FROM pg_class WHERE relnamespace = 'guard'::regnamespace AND relkind IN ('r', 'v')""");
        String text = PackScript.INSTALL.sql();
        String looked = text.substring(text.indexOf("found.name IN ("), text.indexOf("already contains a"));
        assertThat(made)
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> assertThat(looked).contains("'" + row.get("name") + "'"));
    }
}
