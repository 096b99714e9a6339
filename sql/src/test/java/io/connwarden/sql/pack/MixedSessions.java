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

/** Sessions of every kind that is counted, protected, or easily mistaken for one another. */
final class MixedSessions implements AutoCloseable {
    private static final String ROLES = """
            DO $$ BEGIN CREATE ROLE shop LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;
            DO $$ BEGIN CREATE ROLE copier LOGIN REPLICATION; EXCEPTION WHEN duplicate_object THEN END $$""";

    private static final AtomicInteger KEYS = new AtomicInteger();

    private final List<TestSessions> crowds = new ArrayList<>();
    private final PostgresServer server;
    private final String url;

    private MixedSessions(PostgresServer server) {
        this.server = server;
        this.url = server.jdbcUrlWithoutUser("postgres") + "?user=shop";
    }

    static MixedSessions openOn(PostgresServer server) throws SQLException {
        PackQueries.execute(server.jdbcUrl("postgres"), ROLES);
        MixedSessions crowd = new MixedSessions(server);
        crowd.open();
        return crowd;
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
        crowds.add(TestSessions.running(url, 1, "follower", "SELECT pg_advisory_lock(" + key + ")"));
        copyOut(idle(1, "export", "shop"));
        crowds.add(TestSessions.idleInTransaction(url, 1, "jobs"));
        aborted();
        crowds.add(TestSessions.active(url, 2, "report"));
    }

    private TestSessions idle(int count, String application, String user) {
        TestSessions crowd = TestSessions.idle(server.jdbcUrl("postgres"), count, application, user);
        crowds.add(crowd);
        return crowd;
    }

    private void aborted() throws SQLException {
        TestSessions crowd = TestSessions.idleInTransaction(url, 1, "jobs");
        crowds.add(crowd);
        try {
            run(crowd, "SELECT 1 / 0");
        } catch (SQLException e) {
            // What an aborted transaction begins with.
        }
    }

    private static void run(TestSessions crowd, String sql) throws SQLException {
        try (Statement statement = crowd.connections().get(0).createStatement()) {
            statement.execute(sql);
        }
    }

    private static void copyOut(TestSessions crowd) throws SQLException {
        Connection connection = crowd.connections().get(0);
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
        return crowds.stream().mapToInt(TestSessions::size).sum();
    }

    @Override
    public void close() {
        crowds.forEach(TestSessions::close);
    }
}
