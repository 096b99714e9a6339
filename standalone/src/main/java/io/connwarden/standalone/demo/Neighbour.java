package io.connwarden.standalone.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A well-behaved program beside the leaking one. It holds its sessions from the beginning; whether each is still the
 * one it opened is known by using it.
 */
final class Neighbour implements AutoCloseable {
    private static final int ANSWER_SECONDS = 5;

    private final String name;
    private final String virtue;
    private final List<Connection> sessions = new ArrayList<>();
    private final List<Thread> users = new ArrayList<>();

    private Neighbour(String name, String virtue) {
        this.name = name;
        this.virtue = virtue;
    }

    /** A pool whose sessions are used in turn, each often enough never to look forgotten. */
    static Neighbour warmPool(String url) throws SQLException {
        Neighbour pool = new Neighbour("catalog-api", "a warm pool in use").open(url, 3);
        pool.use(pool.sessions, "SELECT 1", Duration.ofMillis(100));
        return pool;
    }

    /** A pool nobody has asked for a while: the last two sessions of an application stay. */
    static Neighbour quietPool(String url) throws SQLException {
        return new Neighbour("inventory-api", "idle, but the last two of its application").open(url, 2);
    }

    /** A dump that waits: what looks like a backup is protected, however long it is idle. */
    static Neighbour backup(String url) throws SQLException {
        return new Neighbour("pg_dump", "idle, but a backup").open(url, 1);
    }

    /** A report that computes all the time. */
    static Neighbour report(String url) throws SQLException {
        Neighbour report = new Neighbour("nightly-report", "at work").open(url, 1);
        report.use(report.sessions, "SELECT pg_sleep(1)", Duration.ZERO);
        return report;
    }

    private Neighbour open(String url, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            Connection session = DriverManager.getConnection(url + "&ApplicationName=" + name);
            sessions.add(session);
            query(session, "SELECT 1");
        }
        return this;
    }

    private void use(List<Connection> inTurn, String statement, Duration pause) {
        Thread user = new Thread(
                () -> {
                    for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                        try {
                            query(inTurn.get(i % inTurn.size()), statement);
                            Thread.sleep(pause.toMillis());
                        } catch (SQLException | InterruptedException e) {
                            return;
                        }
                    }
                },
                name);
        user.setDaemon(true);
        user.start();
        users.add(user);
    }

    private static void query(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    String name() {
        return name;
    }

    /** Why it should be left alone. */
    String virtue() {
        return virtue;
    }

    int opened() {
        return sessions.size();
    }

    /** How many of its sessions still answer. */
    int alive() {
        int alive = 0;
        for (Connection session : sessions) {
            try {
                alive += session.isValid(ANSWER_SECONDS) ? 1 : 0;
            } catch (SQLException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return alive;
    }

    @Override
    public void close() {
        users.forEach(Thread::interrupt);
        for (Connection session : sessions) {
            try {
                session.abort(Runnable::run);
            } catch (SQLException e) {
                // Ended already.
            }
        }
    }
}
