package io.connwarden.testing.reports;

import static io.connwarden.testing.reports.SessionFate.CANCELLED;
import static io.connwarden.testing.reports.SessionFate.LEFT_ALONE;
import static io.connwarden.testing.reports.SessionFate.TERMINATED;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The situations. An emergency has the expected effect if all ages are reached, no application keeps a session, and no
 * limit is reached.
 */
public final class ReportedSituation {
    private static final List<ReportedSituation> ALL = List.of(
            new ReportedSituation(
                    "dead client after a query",
                    sessions -> sessions.dead("dead", "SELECT * FROM freight"),
                    Map.of("dead", TERMINATED)),
            new ReportedSituation(
                    "dead client holds rows",
                    sessions -> {
                        sessions.dead("dead", "UPDATE freight SET weight = 0");
                        sessions.running(3, "writer", "UPDATE freight SET weight = 1");
                    },
                    Map.of("dead", TERMINATED, "writer", LEFT_ALONE)),
            new ReportedSituation(
                    "dead client holds back a deploy",
                    sessions -> {
                        sessions.dead("dead", "SELECT * FROM freight");
                        sessions.running(1, "deploy", "ALTER TABLE freight ADD color text");
                        sessions.running(3, "reader", "SELECT * FROM freight");
                    },
                    Map.of("dead", TERMINATED, "deploy", LEFT_ALONE, "reader", LEFT_ALONE)),
            new ReportedSituation(
                    "three dead clients hold back a deploy",
                    sessions -> {
                        sessions.dead("dead", "SELECT * FROM freight");
                        sessions.dead("dead", "SELECT count(*) FROM freight");
                        sessions.open("open", "SELECT * FROM freight");
                        sessions.running(1, "deploy", "ALTER TABLE freight ADD color text");
                    },
                    Map.of("dead", TERMINATED, "open", TERMINATED, "deploy", LEFT_ALONE)),
            new ReportedSituation(
                    "aborted transaction",
                    sessions -> sessions.aborted("failed", "SELECT 1 / 0"),
                    Map.of("failed", TERMINATED)),
            new ReportedSituation(
                    "transaction with an explicit lock",
                    sessions -> {
                        sessions.open("locker", "LOCK TABLE freight");
                        sessions.running(2, "reader", "SELECT * FROM freight");
                    },
                    Map.of("locker", TERMINATED, "reader", LEFT_ALONE)),
            new ReportedSituation(
                    "transaction with an advisory lock",
                    sessions -> {
                        sessions.open("migration", "SELECT pg_advisory_xact_lock(4711)");
                        sessions.running(2, "other", "SELECT pg_advisory_lock(4711)");
                    },
                    Map.of("migration", LEFT_ALONE, "other", LEFT_ALONE)),
            new ReportedSituation(
                    "idle session with a shared advisory lock",
                    sessions -> {
                        sessions.idle(1, "leader", "SELECT pg_advisory_lock_shared(1, 2)");
                        sessions.idle(2, "web");
                    },
                    Map.of("leader", LEFT_ALONE, "web", TERMINATED)),
            new ReportedSituation(
                    "transaction of a listener",
                    sessions -> {
                        sessions.idle(1, "feed", "/* worker */ LISTEN\"Freight\"");
                        sessions.open("web", "SELECT 1");
                    },
                    Map.of("feed", LEFT_ALONE, "web", TERMINATED)),
            new ReportedSituation(
                    "known listeners after another statement",
                    sessions -> {
                        sessions.idle(1, "PostgREST 12.2.8", "SELECT version()");
                        sessions.idle(1, "GoodJob(Notifier)", "COMMIT");
                        sessions.idle(1, "graphile-worker", "SELECT 1");
                        sessions.idle(1, "ActionCable-PID-77", "UNLISTEN nothing");
                    },
                    Map.of(
                            "PostgREST 12.2.8", LEFT_ALONE,
                            "GoodJob(Notifier)", LEFT_ALONE,
                            "graphile-worker", LEFT_ALONE,
                            "ActionCable-PID-77", LEFT_ALONE)),
            new ReportedSituation(
                    "statements that only mention listen",
                    sessions -> {
                        sessions.idle(1, "quote", "SELECT '; LISTEN freight'");
                        sessions.idle(1, "comment", "SELECT 1 -- ; LISTEN freight");
                        sessions.idle(1, "unlisten", "UNLISTEN freight");
                    },
                    Map.of("quote", TERMINATED, "comment", TERMINATED, "unlisten", TERMINATED)),
            new ReportedSituation(
                    "role with replication",
                    sessions -> {
                        sessions.execute("ALTER ROLE hauler REPLICATION");
                        sessions.idle(3, "web");
                        sessions.open("open", "SELECT 1");
                        sessions.dead("dead", "SELECT 1");
                    },
                    Map.of("web", TERMINATED, "open", TERMINATED, "dead", TERMINATED)),
            new ReportedSituation(
                    "sessions of a superuser",
                    sessions -> {
                        sessions.idleOf("postgres", 3, "psql");
                        sessions.idle(1, "web");
                    },
                    Map.of("psql", LEFT_ALONE, "web", TERMINATED)),
            new ReportedSituation(
                    "writers behind a prepared transaction",
                    sessions -> {
                        sessions.prepared("UPDATE freight SET weight = 2");
                        sessions.running(3, "writer", "UPDATE freight SET weight = 3");
                        sessions.idle(1, "web");
                    },
                    Map.of("writer", LEFT_ALONE, "web", TERMINATED)),
            new ReportedSituation(
                    "writers and a deploy behind a prepared transaction",
                    sessions -> {
                        sessions.prepared("LOCK TABLE freight IN ACCESS EXCLUSIVE MODE");
                        sessions.running(1, "deploy", "ALTER TABLE freight ADD color text");
                        sessions.running(2, "reader", "SELECT * FROM freight");
                    },
                    Map.of("deploy", LEFT_ALONE, "reader", LEFT_ALONE)),
            new ReportedSituation(
                    "deploy behind a prepared transaction holds back readers",
                    sessions -> {
                        sessions.prepared("UPDATE freight SET weight = 2");
                        sessions.running(1, "deploy", "ALTER TABLE freight ADD color text");
                        sessions.running(2, "reader", "SELECT * FROM freight");
                    },
                    Map.of("deploy", CANCELLED, "reader", LEFT_ALONE)),
            new ReportedSituation(
                    "report holds back a deploy and its readers",
                    sessions -> {
                        sessions.running(1, "report", "SELECT pg_sleep(600) FROM freight");
                        sessions.running(1, "deploy", "ALTER TABLE freight ADD color text");
                        sessions.running(3, "reader", "SELECT * FROM freight");
                    },
                    Map.of("report", LEFT_ALONE, "deploy", CANCELLED, "reader", LEFT_ALONE)),
            new ReportedSituation(
                    "report holds back a lock for writers",
                    sessions -> {
                        sessions.running(
                                1,
                                "batch",
                                "WITH changed AS (UPDATE freight SET weight = 5 WHERE id = 50 RETURNING 1)"
                                        + " SELECT pg_sleep(600) FROM changed");
                        sessions.running(1, "locker", "BEGIN; LOCK TABLE freight IN SHARE MODE; COMMIT");
                        sessions.running(2, "writer", "INSERT INTO freight VALUES (99, 1)");
                    },
                    Map.of("batch", LEFT_ALONE, "locker", CANCELLED, "writer", LEFT_ALONE)),
            new ReportedSituation(
                    "batch holds a row",
                    sessions -> {
                        sessions.running(
                                1,
                                "batch",
                                "WITH locked AS (SELECT id FROM freight WHERE id = 7 FOR UPDATE)"
                                        + " SELECT pg_sleep(600) FROM locked");
                        sessions.running(3, "writer", "UPDATE freight SET weight = 8 WHERE id = 7");
                    },
                    Map.of("batch", CANCELLED, "writer", LEFT_ALONE)),
            new ReportedSituation(
                    "chain of two transactions",
                    sessions -> {
                        sessions.open("first", "UPDATE freight SET weight = 1 WHERE id = 1");
                        sessions.running(
                                1,
                                "second",
                                "DO $$ BEGIN UPDATE freight SET weight = 2 WHERE id = 2;"
                                        + " UPDATE freight SET weight = 2 WHERE id = 1; END $$");
                        sessions.running(2, "third", "UPDATE freight SET weight = 3 WHERE id = 2");
                    },
                    Map.of("first", TERMINATED, "second", LEFT_ALONE, "third", LEFT_ALONE)),
            new ReportedSituation(
                    "index build waits for a writer",
                    sessions -> {
                        sessions.open("writer", "UPDATE freight SET weight = 1 WHERE id = 1");
                        sessions.running(1, "index", "CREATE INDEX CONCURRENTLY freight_weight ON freight (weight)");
                    },
                    Map.of("writer", TERMINATED, "index", LEFT_ALONE)),
            new ReportedSituation(
                    "copy waits for its data",
                    sessions -> {
                        sessions.copy("load");
                        sessions.idle(1, "web");
                    },
                    Map.of("load", LEFT_ALONE, "web", TERMINATED)),
            new ReportedSituation(
                    "copy holds back a deploy",
                    sessions -> {
                        sessions.copy("load");
                        sessions.running(1, "deploy", "TRUNCATE freight");
                        sessions.running(2, "reader", "SELECT * FROM freight");
                    },
                    Map.of("load", LEFT_ALONE, "deploy", CANCELLED, "reader", LEFT_ALONE)),
            new ReportedSituation(
                    "long query beside idle sessions",
                    sessions -> {
                        sessions.running(2, "report", "SELECT pg_sleep(600)");
                        sessions.idle(4, "web");
                    },
                    Map.of("report", CANCELLED, "web", TERMINATED)),
            new ReportedSituation(
                    "every session has its own name",
                    sessions -> {
                        for (int i = 0; i < 3; i++) {
                            sessions.idle(1, "10.0.0." + i + ":5" + i + " [" + 900 * i + "]");
                        }
                    },
                    Map.of(
                            "10.0.0.0:50 [0]",
                            TERMINATED,
                            "10.0.0.1:51 [900]",
                            TERMINATED,
                            "10.0.0.2:52 [1800]",
                            TERMINATED)));

    private final String name;
    private final Opening opening;
    private final Map<String, SessionFate> expected;

    private ReportedSituation(String name, Opening opening, Map<String, SessionFate> expected) {
        this.name = name;
        this.opening = opening;
        this.expected = expected;
    }

    private interface Opening {
        void open(OpenedSessions sessions) throws SQLException;
    }

    /** Returns all situations. */
    public static List<ReportedSituation> all() {
        return ALL;
    }

    void open(OpenedSessions sessions) throws SQLException {
        opening.open(sessions);
    }

    /** Returns the expected fate of all sessions of each application. */
    public Map<String, SessionFate> expected() {
        return expected;
    }

    @Override
    public String toString() {
        return name;
    }
}
