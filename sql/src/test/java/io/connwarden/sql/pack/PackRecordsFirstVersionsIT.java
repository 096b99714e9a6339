package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.pack.PackQueries.ServerErrorException;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The row of an action is written before its first signal, on versions 13, 15 and 18. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackRecordsFirstVersionsIT {
    private static final List<String> CALLS = List.of(
            "SELECT * FROM guard.terminate_idle_connections(0.001, 10)",
            "SELECT * FROM guard.terminate_stuck_transactions()",
            "SELECT * FROM guard.emergency_connection_reset()");

    /** Rejects or suppresses changes of connection_logs, as a full disk or a trigger of the user does. */
    private static final String TRIGGER = """
            CREATE OR REPLACE FUNCTION public.disturb() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s END $$;
            DROP TRIGGER IF EXISTS disturb ON guard.connection_logs;
            CREATE TRIGGER disturb BEFORE %s ON guard.connection_logs
            FOR EACH ROW EXECUTE FUNCTION public.disturb()""";

    private static final String OUTCOMES = """
            SELECT session ->> 'outcome' AS outcome
            FROM guard.connection_logs,
                 jsonb_path_query(details, '$.**.sessions[*]') AS session
            WHERE session ->> 'application' = 'shop-web'""";

    @RegisterExtension
    final PackOnServer pack;

    private final String url;

    PackRecordsFirstVersionsIT(PostgresVersion version) {
        this.pack = new PackOnServer(VersionedServers.of(version));
        this.url = pack.url;
    }

    @BeforeEach
    void loosenThresholds() {
        pack.set("survivors_per_application", "0");
        pack.set("emergency_idle_minutes", "0.001");
    }

    @Test
    void a_read_only_transaction_is_refused_before_the_first_signal() {
        for (String call : CALLS) {
            assertRefused("BEGIN READ ONLY; " + call, "the transaction is read-only");
        }
    }

    @Test
    void a_role_that_is_read_only_by_default_is_refused_before_the_first_signal() {
        for (String call : CALLS) {
            assertRefused("SET default_transaction_read_only = on; COMMIT; " + call, "the transaction is read-only");
        }
    }

    @Test
    void an_action_whose_row_cannot_be_inserted_signals_no_session() {
        for (String call : CALLS) {
            PackQueries.execute(url, TRIGGER.formatted("RAISE EXCEPTION 'no space left on device';", "INSERT"));
            assertRefused(call, "no space left on device");
            PackQueries.execute(url, TRIGGER.formatted("RETURN NULL;", "INSERT"));
            assertRefused(call, "suppressed the row of the action");
            PackQueries.execute(url, TRIGGER.formatted("RAISE EXCEPTION 'no space left on device';", "UPDATE"));
            assertRefused(call, "no space left on device");
        }
    }

    @Test
    void an_action_whose_outcomes_cannot_be_recorded_keeps_the_row_with_its_sessions() {
        PackQueries.execute(
                url,
                TRIGGER.formatted(
                        "IF OLD.details::text LIKE '%INTENDED%' THEN RAISE EXCEPTION 'no space left on device'; END IF;"
                                + " RETURN NEW;",
                        "UPDATE"));
        try (TestSessions sessions = TestSessions.idle(url, 2, "shop-web", "shop")) {
            pack.awaitIdleFor(0.1, sessions.size());
            assertThat(pack.query("SELECT terminated_count FROM guard.terminate_idle_connections(0.001, 10)"))
                    .containsExactly(Map.of("terminated_count", "2"));
            assertThat(sessions.alive()).isEmpty();
            assertThat(pack.query(OUTCOMES))
                    .containsExactly(Map.of("outcome", "INTENDED"), Map.of("outcome", "INTENDED"));
        }
    }

    @Test
    void a_rollback_of_the_caller_leaves_the_pids_in_the_server_log() throws IOException {
        try (TestSessions sessions = TestSessions.idle(url, 1, "shop-web", "shop")) {
            pack.awaitIdleFor(0.1, sessions.size());
            PackQueries.execute(url, "BEGIN; SELECT guard.terminate_idle_connections(0.001, 10); ROLLBACK");
            assertThat(sessions.alive()).isEmpty();
            assertThat(pack.query(OUTCOMES)).isEmpty();
            assertThat(Files.readString(pack.server.log()))
                    .contains("sends the signal TERMINATE to the sessions with pid "
                            + sessions.backends().get(0).pid());
        }
    }

    private void assertRefused(String sql, String reason) {
        try (TestSessions sessions = TestSessions.idle(url, 2, "shop-web", "shop")) {
            pack.awaitIdleFor(0.1, sessions.size());
            assertThatThrownBy(() -> PackQueries.execute(url, sql))
                    .as(sql)
                    .isInstanceOf(ServerErrorException.class)
                    .hasMessageContaining(reason);
            assertThat(sessions.alive()).as(sql).hasSize(2);
        }
        assertThat(pack.query(OUTCOMES)).isEmpty();
    }
}
