package io.connwarden.testing.reports;

import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import io.connwarden.testing.UnfinishedExchange;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The sessions of one situation, of the role {@value #USER} and the table {@code freight}. {@link #close} ends them all
 * and removes the table. Not thread-safe.
 */
public final class OpenedSessions implements AutoCloseable {
    /** The role of the sessions, if a situation names no other. */
    public static final String USER = "hauler";

    private static final Duration MAX_WAIT = Duration.ofMinutes(1);
    /** Every threshold of an action must be below this age. */
    private static final double MIN_AGE_SECONDS = 0.1;

    private final PostgresServer server;
    private final Connection administrator;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<Integer> pids = new ArrayList<>();

    private OpenedSessions(PostgresServer server) throws SQLException {
        this.server = server;
        this.administrator = DriverManager.getConnection(
                server.jdbcUrlWithoutUser("postgres") + "?user=postgres&ApplicationName=connwarden-test");
    }

    /**
     * Opens the sessions of a situation and waits until each is old enough for an action with thresholds below 0.1 s.
     * The server must run on the same host and allow 25 more sessions and one prepared transaction.
     */
    public static OpenedSessions of(ReportedSituation situation, PostgresServer server) throws SQLException {
        OpenedSessions sessions = new OpenedSessions(server);
        try {
            sessions.execute(
                    "DO $$ BEGIN CREATE ROLE hauler LOGIN; EXCEPTION WHEN duplicate_object THEN END $$",
                    "ALTER ROLE hauler NOREPLICATION",
                    "GRANT ALL ON SCHEMA public TO hauler",
                    "DROP TABLE IF EXISTS freight",
                    "CREATE TABLE freight (id int PRIMARY KEY, weight int)",
                    "INSERT INTO freight SELECT each, each FROM generate_series(1, 50) AS each",
                    "ALTER TABLE freight OWNER TO hauler");
            situation.open(sessions);
            sessions.awaitAge();
            return sessions;
        } catch (SQLException | RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    /** Runs statements as a superuser. */
    void execute(String... statements) throws SQLException {
        for (String statement : statements) {
            try (Statement executed = administrator.createStatement()) {
                executed.execute(statement);
            }
        }
    }

    /** Opens idle sessions. */
    void idle(int count, String application) throws SQLException {
        idle(count, application, "SELECT 1");
    }

    /** Opens idle sessions with the given last statement. */
    void idle(int count, String application, String lastStatement) throws SQLException {
        TestSessions sessions = add(TestSessions.idle(url(USER), count, application));
        for (Connection connection : sessions.connections()) {
            run(connection, lastStatement);
        }
    }

    void idleOf(String user, int count, String application) {
        add(TestSessions.idle(url(user), count, application));
    }

    /** Opens a session that is idle in a transaction after a statement. */
    void open(String application, String statement) {
        add(TestSessions.inTransaction(url(USER), 1, application, statement));
    }

    /** Opens a session that is idle in a transaction which a statement has aborted. */
    void aborted(String application, String statement) {
        TestSessions sessions = add(TestSessions.inTransaction(url(USER), 1, application, "SELECT 1"));
        try {
            run(sessions.connections().get(0), statement);
            throw new IllegalArgumentException("must fail: " + statement);
        } catch (SQLException expected) {
            // The transaction is aborted.
        }
    }

    /** Opens a session whose client died after a statement, in the middle of an exchange. */
    void dead(String application, String statement) {
        UnfinishedExchange exchange = UnfinishedExchange.withoutSync(server.port(), USER, application, statement);
        opened.push(exchange);
        pids.add(exchange.pid());
        await().atMost(MAX_WAIT)
                .until(() ->
                        isTrue("SELECT wait_event = 'ClientRead' FROM pg_stat_activity WHERE pid = " + exchange.pid()));
    }

    /** Opens a session that waits for the data of a COPY. */
    void copy(String application) {
        UnfinishedExchange exchange =
                UnfinishedExchange.copyIn(server.port(), USER, application, "COPY freight FROM STDIN");
        opened.push(exchange);
        pids.add(exchange.pid());
    }

    /** Opens sessions that run a statement for long, or wait for a lock. */
    void running(int count, String application, String statement) {
        add(TestSessions.running(url(USER), count, application, statement));
    }

    /** Leaves a prepared transaction without an owner. */
    void prepared(String statement) throws SQLException {
        execute("BEGIN; " + statement + "; PREPARE TRANSACTION 'lost freight'");
        opened.push(() -> execute("ROLLBACK PREPARED 'lost freight'"));
    }

    private TestSessions add(TestSessions sessions) {
        opened.push(sessions);
        sessions.backends().stream().map(Backend::pid).forEach(pids::add);
        return sessions;
    }

    private void awaitAge() {
        String all = pids.toString().replace('[', '(').replace(']', ')');
        await().atMost(MAX_WAIT)
                .pollDelay(Duration.ZERO)
                .until(() -> isTrue("SELECT bool_and(clock_timestamp() - state_change > interval '" + MIN_AGE_SECONDS
                        + " s') FROM pg_stat_activity WHERE pid IN " + all));
    }

    private boolean isTrue(String query) throws SQLException {
        try (Statement statement = administrator.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private String url(String user) {
        return server.jdbcUrlWithoutUser("postgres") + "?preferQueryMode=simple&user=" + user;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns true if the session exists. */
    public boolean exists(int pid) throws SQLException {
        return isTrue("SELECT count(*) > 0 FROM pg_stat_activity WHERE pid = " + pid);
    }

    /** Returns the pids of all sessions of the situation. */
    public List<Integer> pids() {
        return List.copyOf(pids);
    }

    @Override
    public void close() throws SQLException {
        try {
            while (!opened.isEmpty()) {
                close(opened.pop());
            }
            String all =
                    pids.isEmpty() ? "(0)" : pids.toString().replace('[', '(').replace(']', ')');
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid IN " + all);
            await().atMost(MAX_WAIT)
                    .until(() -> isTrue("SELECT count(*) = 0 FROM pg_stat_activity WHERE pid IN " + all));
            execute("DROP TABLE IF EXISTS freight", "ALTER ROLE hauler CONNECTION LIMIT -1");
        } finally {
            administrator.close();
        }
    }

    private static void close(AutoCloseable sessions) throws SQLException {
        try {
            sessions.close();
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
