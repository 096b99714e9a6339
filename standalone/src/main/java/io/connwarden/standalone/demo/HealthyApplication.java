package io.connwarden.standalone.demo;

import io.connwarden.runtime.ShutdownSignal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An application without a leak. It opens its sessions once and uses them to check that they are still alive. */
final class HealthyApplication implements AutoCloseable {
    private static final int VALIDATION_TIMEOUT_SECONDS = 5;

    private final String name;
    private final String protection;
    private final List<Connection> sessions = new ArrayList<>();
    private final ShutdownSignal shutdown = new ShutdownSignal();

    private HealthyApplication(String name, String protection) {
        this.name = name;
        this.protection = protection;
    }

    /** Opens a pool that uses its sessions in turn, often enough to stay below every idle threshold. */
    static HealthyApplication warmPool(String url) throws SQLException {
        HealthyApplication pool = new HealthyApplication("catalog-api", "a warm pool in use").open(url, 3);
        pool.queryRepeatedly(pool.sessions, "SELECT 1", Duration.ofMillis(100));
        return pool;
    }

    /** Opens an idle pool of two sessions. The last two sessions of an application survive. */
    static HealthyApplication idlePool(String url) throws SQLException {
        return new HealthyApplication("inventory-api", "idle, but the last two sessions of the application")
                .open(url, 2);
    }

    /** Opens an idle session of pg_dump. Backups are protected. */
    static HealthyApplication backup(String url) throws SQLException {
        return new HealthyApplication("pg_dump", "idle, but a backup").open(url, 1);
    }

    /** Opens a session that always runs a query. */
    static HealthyApplication report(String url) throws SQLException {
        HealthyApplication report = new HealthyApplication("nightly-report", "always active").open(url, 1);
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
                    int next = 0;
                    do {
                        try {
                            query(connections.get(next++ % connections.size()), statement);
                        } catch (SQLException e) {
                            return;
                        }
                    } while (!shutdown.awaitShutdown(pause));
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void query(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    String name() {
        return name;
    }

    /** Returns the reason why its sessions must survive. */
    String protection() {
        return protection;
    }

    int sessionCount() {
        return sessions.size();
    }

    /** Returns the number of sessions that still answer. */
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
        shutdown.shutDown();
        for (Connection session : sessions) {
            try {
                session.abort(Runnable::run);
            } catch (SQLException e) {
                // The session has ended.
            }
        }
    }
}
