package io.connwarden.actuator.action;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.testing.TestSessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Up to forty sessions of several applications, protected or not, in every state. */
final class RandomSessions implements AutoCloseable {
    private static final String[] NAMES = {
        "web",
        "Web",
        "jobs",
        null,
        "payments",
        "PAY",
        "pg_dump",
        "Barman",
        "WAL-E",
        "pglogical",
        "connwarden-x",
        "PostgREST 12.1",
        "it's %_"
    };
    private static final String[] LAST_STATEMENTS = {
        "SELECT 1", "SELECT 1", "LISTEN\"news\"", "SELECT pg_advisory_lock_shared(1)"
    };

    private final List<TestSessions> crowds = new ArrayList<>();

    static RandomSessions open(PostgresServer server, Random random) throws SQLException {
        createRole(server);
        RandomSessions sessions = new RandomSessions();
        String url = server.jdbcUrlWithoutUser("postgres");
        for (int i = 0; i < 12; i++) {
            String user = random.nextInt(8) == 0 ? "postgres" : "app";
            String database = random.nextInt(8) == 0 ? "template1" : "postgres";
            String name = NAMES[random.nextInt(NAMES.length)];
            sessions.add(server.jdbcUrlWithoutUser(database) + "?user=" + user, name, random);
        }
        sessions.crowds.add(TestSessions.active(url + "?user=app", random.nextInt(4), "report"));
        return sessions;
    }

    private void add(String url, String name, Random random) throws SQLException {
        int count = 1 + random.nextInt(3);
        if (random.nextInt(6) == 0) {
            crowds.add(TestSessions.idleInTransaction(url, 1, name));
            return;
        }
        TestSessions idle = TestSessions.idle(url, count, name);
        crowds.add(idle);
        for (Connection connection : idle.connections()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(LAST_STATEMENTS[random.nextInt(LAST_STATEMENTS.length)]);
            }
        }
    }

    private static void createRole(PostgresServer server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN CREATE ROLE app LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
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
