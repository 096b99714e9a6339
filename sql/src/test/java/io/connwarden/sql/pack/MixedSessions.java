package io.connwarden.sql.pack;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.testing.TestSessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;

/** Sessions of every status and with every protection, and sessions similar to them. */
final class MixedSessions implements AutoCloseable {
    private static final String ROLES = """
            DO $$ BEGIN CREATE ROLE shop LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;
            DO $$ BEGIN CREATE ROLE copier LOGIN REPLICATION; EXCEPTION WHEN duplicate_object THEN END $$""";

    private static final AtomicInteger KEYS = new AtomicInteger();

    private final List<TestSessions> opened = new ArrayList<>();
    private final PostgresServer server;
    private final String url;

    private MixedSessions(PostgresServer server) {
        this.server = server;
        this.url = server.jdbcUrlWithoutUser("postgres") + "?user=shop";
    }

    static MixedSessions openOn(PostgresServer server) throws SQLException {
        PackQueries.execute(server.jdbcUrl("postgres"), ROLES);
        MixedSessions sessions = new MixedSessions(server);
        sessions.open();
        return sessions;
    }

    private void open() throws SQLException {
        for (String application : new String[] {"web", null, "pg_dump", "PgBackRest", "WalReceiver", "connwarden-x"}) {
            idle(1, application, "shop");
        }
        idle(1, "dba", "postgres");
        idle(1, "standby", "copier");
        run(idle(1, "news", "shop"), "LISTEN news");
        run(idle(1, "news", "shop"), "/* pool */ -- of two\n LISTEN news");
        int key = KEYS.incrementAndGet();
        run(idle(1, "leader", "shop"), "SELECT pg_advisory_lock(" + key + ")");
        opened.add(TestSessions.running(url, 1, "follower", "SELECT pg_advisory_lock(" + key + ")"));
        copyOut(idle(1, "export", "shop"));
        opened.add(TestSessions.idleInTransaction(url, 1, "jobs"));
        aborted();
        opened.add(TestSessions.active(url, 2, "report"));
    }

    private TestSessions idle(int count, String application, String user) {
        TestSessions sessions = TestSessions.idle(server.jdbcUrl("postgres"), count, application, user);
        opened.add(sessions);
        return sessions;
    }

    private void aborted() throws SQLException {
        TestSessions sessions = TestSessions.idleInTransaction(url, 1, "jobs");
        opened.add(sessions);
        try {
            run(sessions, "SELECT 1 / 0");
        } catch (SQLException e) {
            // The error aborts the transaction.
        }
    }

    private static void run(TestSessions sessions, String sql) throws SQLException {
        try (Statement statement = sessions.connections().get(0).createStatement()) {
            statement.execute(sql);
        }
    }

    private static void copyOut(TestSessions sessions) throws SQLException {
        Connection connection = sessions.connections().get(0);
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT 1) TO STDOUT", new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return opened.stream().mapToInt(TestSessions::size).sum();
    }

    @Override
    public void close() {
        opened.forEach(TestSessions::close);
    }
}
