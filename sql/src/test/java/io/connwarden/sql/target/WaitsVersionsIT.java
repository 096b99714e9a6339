package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import io.connwarden.testing.UnfinishedExchange;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The waits of sessions for their client and for locks, on every supported version. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class WaitsVersionsIT {
    private final PostgresVersion version;
    private WatchedServer watched;
    private String url;
    private int port;

    WaitsVersionsIT(PostgresVersion version) {
        this.version = version;
    }

    @BeforeEach
    void open() {
        watched = new WatchedServer(VersionedServers.of(version));
        url = watched.url;
        port = watched.server.port();
        execute("CREATE TABLE goods (id int)");
        execute("INSERT INTO goods VALUES (1)");
    }

    @AfterEach
    void close() {
        execute("DROP TABLE goods");
        watched.close();
    }

    @Test
    void an_active_session_in_an_unfinished_exchange_waits_for_its_client_and_ends_only_by_a_termination() {
        try (UnfinishedExchange unfinished =
                UnfinishedExchange.withoutSync(port, "postgres", "unfinished", "SELECT * FROM goods")) {
            SessionRow row = awaitWaitsForClient("unfinished");
            assertThat(row.pid()).isEqualTo(unfinished.pid());
            assertThat(row.state()).isEqualTo("active");
            assertThat(row.xactStart()).isNotNull();
            assertThat(row.maintenance()).isFalse();
            execute("SELECT pg_cancel_backend(" + row.pid() + ")");
            SessionRow afterwards = watched.sessionOf("unfinished");
            assertThat(afterwards.waitsForClient()).isTrue();
            assertThat(afterwards.stateChange()).isEqualTo(row.stateChange());
            terminate(row);
        }
    }

    @Test
    void an_exchange_that_failed_and_has_no_end_counts_from_its_failure() {
        try (UnfinishedExchange failed =
                UnfinishedExchange.withoutSync(port, "postgres", "failed", "SELECT * FROM missing")) {
            SessionRow row = awaitWaitsForClient("failed");
            assertThat(row.pid()).isEqualTo(failed.pid());
            assertThat(row.xactStart()).isEqualTo(row.stateChange());
            terminate(row);
        }
    }

    @Test
    void idle_sessions_and_running_queries_wait_for_no_client() {
        try (TestSessions idle = TestSessions.idle(url, 1, "idle");
                TestSessions open = TestSessions.idleInTransaction(url, 1, "open");
                TestSessions running = TestSessions.active(url, 1, "running")) {
            assertThat(List.of(idle, open, running)).allMatch(sessions -> sessions.size() == 1);
            for (String application : List.of("idle", "open", "running")) {
                SessionRow row = watched.sessionOf(application);
                assertThat(row.waitsForClient()).as(application).isFalse();
                assertThat(row.waitsForLock()).as(application).isFalse();
                assertThat(row.blockedBy()).as(application).isEmpty();
            }
        }
    }

    @Test
    void a_requested_table_lock_waits_for_its_holder_and_readers_wait_for_the_request() {
        try (UnfinishedExchange unfinished =
                        UnfinishedExchange.withoutSync(port, "postgres", "unfinished", "SELECT * FROM goods");
                TestSessions ddl = TestSessions.running(url, 1, "deploy", "ALTER TABLE goods ADD price int");
                TestSessions readers = TestSessions.running(url, 2, "reader", "SELECT * FROM goods")) {
            int ddlPid = ddl.backends().get(0).pid();
            SessionRow request = watched.sessionOf("deploy");
            assertThat(request.waitsForLock()).isTrue();
            assertThat(request.waitsForTableLock()).isTrue();
            assertThat(request.blockedBy()).containsExactly(unfinished.pid());
            assertThat(request.blockedSessions()).isEqualTo(readers.size());
            assertThat(watched.queries.sessions())
                    .filteredOn(row -> "reader".equals(row.application()))
                    .hasSize(2)
                    .allSatisfy(row -> {
                        assertThat(row.waitsForLock()).isTrue();
                        assertThat(row.waitsForTableLock()).isFalse();
                        assertThat(row.blockedBy()).containsExactly(ddlPid);
                    });
            terminate(watched.sessionOf("unfinished"));
        }
    }

    @Test
    void a_waiter_for_a_row_names_the_session_ahead_and_requests_no_table_lock() {
        try (TestSessions holder = TestSessions.inTransaction(url, 1, "holder", "UPDATE goods SET id = id");
                TestSessions waiter = TestSessions.running(url, 1, "waiter", "UPDATE goods SET id = id");
                TestSessions second = TestSessions.running(url, 1, "second", "UPDATE goods SET id = id")) {
            assertThat(second.size()).isEqualTo(1);
            SessionRow first = watched.sessionOf("waiter");
            assertThat(first.waitsForLock()).isTrue();
            assertThat(first.waitsForTableLock()).isFalse();
            assertThat(first.blockedBy())
                    .containsExactly(holder.backends().get(0).pid());
            assertThat(watched.sessionOf("second").blockedBy())
                    .contains(waiter.backends().get(0).pid());
        }
    }

    @Test
    void copy_and_create_index_are_maintenance() {
        try (UnfinishedExchange copy = UnfinishedExchange.copyIn(port, "postgres", "copy", "COPY goods FROM STDIN");
                // The index build waits for the transaction of the COPY.
                TestSessions index =
                        TestSessions.running(url, 1, "index", "CREATE INDEX CONCURRENTLY goods_id ON goods (id)")) {
            SessionRow row = awaitWaitsForClient("copy");
            assertThat(row.pid()).isEqualTo(copy.pid());
            assertThat(row.maintenance()).isTrue();
            assertThat(index.size()).isEqualTo(1);
            assertThat(watched.sessionOf("index").maintenance()).isTrue();
            try (TestSessions query = TestSessions.active(url, 1, "query")) {
                assertThat(query.size()).isEqualTo(1);
                assertThat(watched.sessionOf("query").maintenance()).isFalse();
            }
        }
    }

    private SessionRow awaitWaitsForClient(String application) {
        return await().atMost(WatchedServer.MAX_WAIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> watched.sessionOf(application), SessionRow::waitsForClient);
    }

    private void terminate(SessionRow row) {
        SessionId id = row.id();
        assertThat(id).isNotNull();
        execute("SELECT pg_terminate_backend(" + row.pid() + ")");
        watched.awaitGone(id);
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
