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
final class HealthyApplication implements AutoCloseable {
    private static final int VALIDATION_TIMEOUT_SECONDS = 5;

    private final String name;
    private final String protection;
    private final List<Connection> sessions = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private HealthyApplication(String name, String protection) {
        this.name = name;
        this.protection = protection;
    }

    /** A pool whose sessions are used in turn, each often enough never to look forgotten. */
    static HealthyApplication warmPool(String url) throws SQLException {
        HealthyApplication pool = new HealthyApplication("catalog-api", "a warm pool in use").open(url, 3);
        pool.queryRepeatedly(pool.sessions, "SELECT 1", Duration.ofMillis(100));
        return pool;
    }

    /** A pool nobody has asked for a while: the last two sessions of an application stay. */
    static HealthyApplication idlePool(String url) throws SQLException {
        return new HealthyApplication("inventory-api", "idle, but the last two of its application").open(url, 2);
    }

    /** A dump that waits: what looks like a backup is protected, however long it is idle. */
    static HealthyApplication backup(String url) throws SQLException {
        return new HealthyApplication("pg_dump", "idle, but a backup").open(url, 1);
    }

    /** A report that computes all the time. */
    static HealthyApplication report(String url) throws SQLException {
        HealthyApplication report = new HealthyApplication("nightly-report", "at work").open(url, 1);
        report.queryRepeatedly(report.sessions, "SELECT pg_sleep(1)", Duration.ZERO);
        return report;
    }

    private HealthyApplication open(String url, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            Connection session = DriverManager.getConnection(url + "&ApplicationName=" + name);
            sessions.add(session);
            query(session, "SELECT 1");
        }
        return this;
    }

    private void queryRepeatedly(List<Connection> connections, String statement, Duration pause) {
        Thread thread = new Thread(
                () -> {
                    for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                        try {
                            query(connections.get(i % connections.size()), statement);
                            Thread.sleep(pause.toMillis());
                        } catch (SQLException | InterruptedException e) {
                            return;
                        }
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
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
    String protection() {
        return protection;
    }

    int sessionCount() {
        return sessions.size();
    }

    /** How many of its sessions still answer. */
    int aliveSessionCount() {
        int alive = 0;
        for (Connection session : sessions) {
            try {
                alive += session.isValid(VALIDATION_TIMEOUT_SECONDS) ? 1 : 0;
            } catch (SQLException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return alive;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (Connection session : sessions) {
            try {
                session.abort(Runnable::run);
            } catch (SQLException e) {
                // Ended already.
            }
        }
    }
}
