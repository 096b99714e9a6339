package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.target.HeldSession;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.PostgresVersion;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The monitor, the actuator and the pack recognize the same last statements as LISTEN, on versions 13, 15 and 18. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackAgreesOnListenersVersionsIT {
    private static final String[] LISTENING = {
        "LISTEN c",
        " \n\t listen c",
        "LISTEN\"c\"",
        "LISTEN/**/c",
        "/* a /* nested */ comment */ LISTEN c",
        "/* 1 */ -- 2\n /***/ LISTEN c",
        "--x\rLISTEN c",
        ";;LISTEN c",
        "BEGIN; LISTEN c; COMMIT",
        "LISTEN c; SELECT 1",
        "LISTEN \"jobs:insert\"; LISTEN \"worker:migrate\";",
        "SELECT 'it''s'; LISTEN c",
        "SELECT E'it\\'s'; LISTEN c",
        "SELECT $$it's$$; LISTEN c",
        "SELECT $f$it's$f$; LISTEN c",
        "SELECT 1 AS \"q'\"; LISTEN c",
        "SELECT '/*'; LISTEN c",
        "SELECT '--'; LISTEN c -- '",
        "DO $$BEGIN LISTEN \"public.oban_signal\"; LISTEN \"public.oban_insert\"; END$$",
        "do language plpgsql $x$ begin if true then listen c; end if; end $x$",
        "LISTEN U&\"c\"",
        "LISTEN\fc",
        "Listen\r\nc;",
        "/* LISTEN a */LISTEN b",
        "SELECT 1;/* x */LISTEN c",
        "SELECT 1 -- ; SELECT '\n; LISTEN c",
        "SELECT E'\\\\'; LISTEN c",
        "SELECT U&'\\0041'; LISTEN c",
        "SELECT B'0', X'1F', N'x;'; LISTEN c",
        "SELECT 'a'\n  'b'; LISTEN c",
        "SELECT 1 AS \"x\"\"y;\"; LISTEN c",
        "SELECT $t1$it's; $$ $t1$; LISTEN c",
        "SELECT 7 - -1; LISTEN c",
        "SELECT 8 /* half */ / 2; LISTEN c",
        "SELECT '$$'; LISTEN c; SELECT '$$'",
        "SET application_name = 'tested'; LISTEN c; SELECT pg_sleep(0)",
        // In doubt: nested more deeply than the expression follows.
        "/* 1 /* 2 /* 3 /* 4 */ */ */ */ LISTEN c",
    };
    private static final String[] OTHER = {
        "SELECT 'listen '",
        "SELECT '; listen c'",
        "SELECT 'it''s; listen c'",
        "SELECT E'\\'; listen c'",
        "SELECT 1 AS \"; listen c\"",
        "SELECT $$; listen c$$",
        "SELECT 1 -- ; listen c",
        "/* ; listen c */ SELECT 1",
        "/* a /* ; listen c */ ; listen c */ SELECT 1",
        "WITH listen AS (SELECT 1 AS listen) SELECT\n listen FROM listen",
        "NOTIFY listen",
        "UNLISTEN *",
        "DO $$BEGIN PERFORM 1; END$$ -- listener",
        "SELECT E'x''; LISTEN c'",
        "SELECT U&'; LISTEN c'",
        "SELECT 'a'\n  '; LISTEN c'",
        "SELECT 1 AS \"a\"\"; LISTEN c\"",
        "SELECT 1 AS U&\"; listen c\"",
        "SELECT 1 /* ; LISTEN c */",
        "NOTIFY c, '; listen'",
        "CREATE TEMP TABLE IF NOT EXISTS listen (listen int)",
        "SELECT 1 AS\nlisten",
        "DISCARD PLANS -- LISTEN c",
        "SELECT 'x' -- '\n, '; listen c'",
        "SELECT 1",
    };
    /** The pieces of random texts. A piece at an even index is a LISTEN. */
    private static final String[] PIECES = {
        "listen c", "SELECT 'a; listen b'",
        " LISTEN\"c\"", "SELECT $$ ; listen $$",
        "/* x */listen/**/c", "SELECT 1 AS \"listen; listen\"",
        "-- y\nListen c", "/* ; listen /* ; listen */ */ SELECT E'\\'; listen'",
        "\tlisten c /* ' */", "UNLISTEN c",
    };

    private static final int RANDOM_TEXTS = 150;

    private final PackOnServer pack;
    private HeldSession service;
    private TargetQueries queries;
    private Connection session;
    private Connection observer;
    private int pid;

    PackAgreesOnListenersVersionsIT(PostgresVersion version) {
        this.pack = new PackOnServer(VersionedServers.of(version));
    }

    @BeforeEach
    void open() throws SQLException {
        pack.beforeEach(null);
        String url = pack.server.jdbcUrlWithoutUser("postgres");
        service = TargetConnections.open(TargetSettings.of("t", url, "postgres", null), "connwarden-test");
        queries = new TargetQueries(service);
        // In this mode the driver sends a text as it is. Otherwise it would send its statements one by one.
        session = DriverManager.getConnection(url + "?user=shop&ApplicationName=tested&preferQueryMode=simple");
        observer = DriverManager.getConnection(pack.url);
        pid = Integer.parseInt(PackQueries.rows(session, "SELECT pg_backend_pid() AS pid")
                .get(0)
                .get("pid"));
    }

    @AfterEach
    void close() throws SQLException {
        session.close();
        observer.close();
        service.close();
        pack.close();
    }

    @Test
    void a_text_that_contains_the_statement_LISTEN_makes_a_session_a_listener() {
        for (String text : LISTENING) {
            assertListening(text, true);
        }
        for (String text : OTHER) {
            assertListening(text, false);
        }
    }

    @Test
    void random_texts_are_recognized_by_their_statements() {
        Random random = new Random(7);
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            List<Integer> pieces = new ArrayList<>();
            for (int count = random.nextInt(4); count >= 0; count--) {
                pieces.add(random.nextInt(10) == 0 ? 2 * random.nextInt(5) : 1 + 2 * random.nextInt(5));
            }
            Collections.shuffle(pieces, random);
            boolean listens = pieces.stream().anyMatch(piece -> piece % 2 == 0);
            assertListening(
                    String.join(";", pieces.stream().map(piece -> PIECES[piece]).toList()), listens);
        }
    }

    @Test
    void a_LISTEN_of_an_open_transaction_is_not_in_effect() throws SQLException {
        session.setAutoCommit(false);
        assertListening("LISTEN c", false);
        session.rollback();
    }

    @Test
    void a_role_with_REPLICATION_is_protected_only_by_what_its_sessions_do() throws SQLException {
        PackQueries.execute(pack.url, "ALTER ROLE shop REPLICATION");
        try {
            assertListening("SELECT 1", false);
            assertThat(row().replication()).isFalse();
            assertThat(protectionByPack()).isNull();
        } finally {
            PackQueries.execute(pack.url, "ALTER ROLE shop NOREPLICATION");
        }
    }

    @Test
    void the_pack_protects_known_listeners_by_name() {
        for (String application : new String[] {"PostgREST 14.9", "GoodJob::Notifier", "graphile-worker", "oban"}) {
            PackQueries.execute(session, "SET application_name = '" + application + "'");
            assertThat(protectionByPack()).as(application).isEqualTo("known listener");
        }
        PackQueries.execute(session, "SET application_name = 'my PostgREST'");
        assertThat(protectionByPack()).isNull();
    }

    private void assertListening(String text, boolean expected) {
        PackQueries.execute(session, text);
        SessionRow row = row();
        assertThat(row.listening()).as("actuator: " + text).isEqualTo(expected);
        List<SessionId> reported =
                queries.observe("t", Thresholds.defaults(), 0).listeners();
        assertThat(reported.contains(row.id())).as("monitor: " + text).isEqualTo(expected);
        assertThat(protectionByPack()).as("pack: " + text).isEqualTo(expected ? "listens for notifications" : null);
    }

    private SessionRow row() {
        return queries.sessions().stream()
                .filter(row -> row.pid() == pid)
                .findFirst()
                .orElseThrow();
    }

    private String protectionByPack() {
        return PackQueries.rows(
                        observer,
                        String.format(
                                Locale.ROOT,
                                "SELECT protection_reason FROM guard.connection_details WHERE pid = %d",
                                pid))
                .get(0)
                .get("protection_reason");
    }
}
