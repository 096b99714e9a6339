package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.pack.PackQueries.ServerErrorException;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The privileges of the roles on the pack, and of the pack on sessions, on versions 13, 15 and 18. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackPrivilegesVersionsIT {
    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension
    final PackOnServer pack;

    private final String url;

    PackPrivilegesVersionsIT(PostgresVersion version) {
        this.pack = new PackOnServer(VersionedServers.of(version));
        this.url = pack.url;
    }

    @Test
    void a_denied_signal_does_not_stop_the_signals_after_it() {
        PackQueries.execute(url, """
                DO $$ BEGIN CREATE ROLE warden_owner LOGIN CREATEROLE; EXCEPTION WHEN duplicate_object THEN END $$;
                GRANT pg_monitor, pg_signal_backend TO warden_owner;
                GRANT CREATE ON DATABASE postgres TO warden_owner""");
        pack.close();
        pack.pack("warden_owner").install(PackOnServer.SCHEMA, false);
        pack.set("wait_seconds", "60");
        try (TestSessions first = TestSessions.idle(url, 2, "a", "shop");
                TestSessions superuser = TestSessions.idle(url, 1, "b");
                TestSessions last = TestSessions.idle(url, 2, "c", "shop")) {
            String list =
                    "SELECT jsonb_agg(jsonb_build_object('pid', pid, 'backendStart', backend_start, 'state', state, "
                            + "'stateChange', state_change) ORDER BY backend_start) FROM pg_stat_activity "
                            + "WHERE application_name IN ('a', 'b', 'c')";
            String asOwner = pack.server.jdbcUrlWithoutUser("postgres") + "?user=warden_owner";
            JsonNode told = JSON.readTree(
                    PackQueries.rows(asOwner, "SELECT guard.signal_all('TERMINATE', (" + list + ")) AS answer")
                            .get(0)
                            .get("answer"));
            assertThat(told.get("sessions").values())
                    .extracting(session -> session.get("outcome").asString())
                    .containsExactly("TERMINATED", "TERMINATED", "DENIED", "TERMINATED", "TERMINATED");
            assertThat(first.alive()).isEmpty();
            assertThat(last.alive()).isEmpty();
            assertThat(superuser.alive()).hasSize(1);
        } finally {
            pack.pack("warden_owner").uninstall(PackOnServer.SCHEMA, false);
            PackQueries.execute(url, "DROP OWNED BY warden_owner; DROP ROLE warden_owner");
        }
    }

    @Test
    void an_owner_without_pg_monitor_signals_no_session() {
        PackQueries.execute(url, """
                DO $$ BEGIN CREATE ROLE warden_owner LOGIN CREATEROLE; EXCEPTION WHEN duplicate_object THEN END $$;
                GRANT pg_signal_backend TO warden_owner;
                GRANT CREATE ON DATABASE postgres TO warden_owner""");
        pack.close();
        pack.pack("warden_owner").install(PackOnServer.SCHEMA, false);
        try (TestSessions sessions = TestSessions.idle(url, 3, "shop-web", "shop")) {
            Map<String, String> answer = pack.query("SELECT * FROM guard.terminate_idle_connections(0.001, 10)")
                    .get(0);
            assertThat(answer).containsEntry("terminated_count", "0").containsEntry("remaining_zombies", null);
            assertThat(answer.get("details")).contains("GRANT pg_monitor TO the owner of the pack");
            assertThat(pack.query("SELECT status FROM guard.monitor_connections()"))
                    .containsExactly(Map.of("status", "UNKNOWN"));
            assertThat(sessions.alive()).hasSize(3);
        } finally {
            pack.pack("warden_owner").uninstall(PackOnServer.SCHEMA, false);
            PackQueries.execute(url, "DROP OWNED BY warden_owner; DROP ROLE warden_owner");
        }
    }

    @Test
    void only_the_monitor_role_may_read_and_only_the_operator_role_may_reclaim() {
        PackQueries.execute(url, """
                DO $$ BEGIN CREATE ROLE looker LOGIN; CREATE ROLE reclaimer LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;
                GRANT connwarden_monitor TO looker; GRANT connwarden_operator TO reclaimer""");
        String base = pack.server.jdbcUrlWithoutUser("postgres") + "?user=";
        try (TestSessions sessions = TestSessions.idle(url, 1, "shop-web", "shop")) {
            for (String role : List.of("looker", "reclaimer")) {
                assertThat(PackQueries.rows(base + role, "SELECT status FROM guard.monitor_connections()"))
                        .containsExactly(Map.of("status", "HEALTHY"));
                assertThat(
                                PackQueries.rows(
                                        base + role,
                                        "SELECT FROM guard.connection_details WHERE application_name = 'shop-web' AND state = 'idle'"))
                        .hasSize(sessions.size());
                assertThat(PackQueries.rows(base + role, "SELECT guard.connection_pool_health_check()"))
                        .hasSize(1);
            }
            assertThat(PackQueries.rows(base + "reclaimer", "SELECT guard.terminate_idle_connections()"))
                    .hasSize(1);
            for (String call : List.of(
                    "terminate_idle_connections()",
                    "terminate_stuck_transactions()",
                    "reclaim_connection_limits()",
                    "emergency_connection_reset()")) {
                assertThatThrownBy(() -> PackQueries.rows(base + "looker", "SELECT guard." + call))
                        .isInstanceOf(ServerErrorException.class)
                        .hasMessageContaining("permission denied for function");
            }
            for (String role : List.of("looker", "reclaimer")) {
                assertThatThrownBy(() ->
                                PackQueries.rows(base + role, "SELECT guard.signal_all('TERMINATE', '[{\"pid\": 1}]')"))
                        .hasMessageContaining("permission denied for function");
                assertThatThrownBy(() -> PackQueries.execute(base + role, "UPDATE guard.settings SET value = '1'"))
                        .hasMessageContaining("permission denied for table settings");
            }
            assertThatThrownBy(() -> PackQueries.rows(base + "shop", "SELECT guard.monitor_connections()"))
                    .hasMessageContaining("permission denied for schema guard");
            assertThat(pack.query("SELECT DISTINCT actor FROM guard.connection_logs ORDER BY actor"))
                    .containsExactly(Map.of("actor", "looker"), Map.of("actor", "reclaimer"));
        } finally {
            PackQueries.execute(url, "DROP ROLE looker, reclaimer");
        }
    }

    @Test
    void every_function_is_revoked_from_public_and_uses_only_the_packs_search_path() {
        String ours = " FROM pg_proc WHERE pronamespace = 'guard'::regnamespace";
        assertThat(pack.query("SELECT proname" + ours)).hasSizeGreaterThan(15);
        assertThat(pack.query("SELECT proname" + ours + " AND (proacl IS NULL OR EXISTS ("
                        + "SELECT FROM aclexplode(proacl) WHERE grantee = 0))"))
                .isEmpty();
        assertThat(pack.query("SELECT proname" + ours + " AND proname <> 'pack_version' "
                        + "AND NOT coalesce('search_path=guard, pg_temp' = ANY (proconfig), false)"))
                .isEmpty();
        assertThat(pack.query("SELECT proname" + ours + " AND (strpos(prosrc, chr(92)) > 0) "
                        + "<> coalesce('standard_conforming_strings=on' = ANY (proconfig), false)"))
                .isEmpty();
        assertThat(pack.query("SELECT relname FROM pg_class, aclexplode(relacl) "
                        + "WHERE relnamespace = 'guard'::regnamespace AND grantee = 0"))
                .isEmpty();
    }

    @Test
    void a_schema_in_which_other_roles_may_create_is_rejected_and_the_role_named() {
        pack.close();
        PackQueries.execute(url, "CREATE SCHEMA guard; GRANT CREATE ON SCHEMA guard TO shop");
        try {
            assertThatThrownBy(() -> pack.pack("postgres").install(PackOnServer.SCHEMA, false))
                    .hasMessageContaining("shop has the CREATE privilege on schema guard")
                    .hasMessageContaining("REVOKE CREATE ON SCHEMA guard FROM shop;");
            PackQueries.execute(url, "REVOKE CREATE ON SCHEMA guard FROM shop; GRANT CREATE ON SCHEMA guard TO PUBLIC");
            assertThatThrownBy(() -> pack.pack("postgres").install(PackOnServer.SCHEMA, false))
                    .hasMessageContaining("PUBLIC has the CREATE privilege on schema guard");
            PackQueries.execute(url, "REVOKE CREATE ON SCHEMA guard FROM PUBLIC; ALTER SCHEMA guard OWNER TO shop");
            assertThatThrownBy(() -> pack.pack("postgres").install(PackOnServer.SCHEMA, false))
                    .hasMessageContaining("schema guard is owned by role shop")
                    .hasMessageContaining("Install as role shop");
            PackQueries.execute(url, "ALTER SCHEMA guard OWNER TO postgres");
            pack.pack("postgres").install(PackOnServer.SCHEMA, false);
            pack.close();
        } finally {
            PackQueries.execute(url, "DROP SCHEMA guard CASCADE");
        }
    }

    @Test
    void an_object_in_the_callers_search_path_does_not_shadow_a_system_object() {
        pack.close();
        PackQueries.execute(url, """
                CREATE SCHEMA planted;
                CREATE FUNCTION planted.format(text, text) RETURNS text LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'planted format was called'; END $$;
                ALTER ROLE postgres SET search_path = planted, public""");
        try {
            PackQueries.execute(url, "SET connwarden.schema = 'guard'; " + PackScript.INSTALL.sql());
            PackQueries.execute(url, "SET connwarden.schema = 'guard'; " + PackScript.UNINSTALL.sql());
            assertThat(pack.isInstalled()).isFalse();
        } finally {
            PackQueries.execute(url, "ALTER ROLE postgres RESET search_path; DROP SCHEMA planted CASCADE");
        }
    }

    @Test
    void a_pack_role_that_was_given_login_is_not_dropped_by_uninstall() {
        PackQueries.execute(url, "ALTER ROLE connwarden_monitor LOGIN; GRANT pg_monitor TO connwarden_operator");
        try {
            assertThat(pack.pack("postgres").uninstall(PackOnServer.SCHEMA, false))
                    .anyMatch(said -> said.contains("role connwarden_monitor kept"))
                    .anyMatch(said -> said.contains("role connwarden_operator kept"));
            assertThat(pack.query("SELECT FROM pg_roles WHERE rolname LIKE 'connwarden!_%' ESCAPE '!'"))
                    .hasSize(2);
        } finally {
            PackQueries.execute(url, "DROP ROLE connwarden_monitor, connwarden_operator");
        }
    }
}
