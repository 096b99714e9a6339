package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.target.HeldSession;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import io.connwarden.testing.UnfinishedExchange;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The emergency reset of the pack on a server in lock trouble. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackLockQueuesVersionsIT {
    /** The sessions of the applications in the order of the report, selected sessions first. */
    private static final String CANCEL_LONG_QUERIES = """
            WITH reset AS MATERIALIZED (
                SELECT * FROM guard.emergency_connection_reset() WHERE action = 'CANCEL_LONG_QUERIES')
            SELECT session ->> 'application' AS application, session ->> 'outcome' AS outcome,
                   session ->> 'reason' AS reason
            FROM reset, jsonb_array_elements((details -> 'sessions') || (details -> 'spared')) AS session
            WHERE session ->> 'user' = 'shop'""";

    private final PostgresVersion version;
    private PackOnServer pack;
    private String shop;

    PackLockQueuesVersionsIT(PostgresVersion version) {
        this.version = version;
    }

    @BeforeEach
    void install() {
        pack = PackOnServer.install(VersionedServers.of(version));
        shop = pack.server.jdbcUrlWithoutUser("postgres") + "?user=shop";
        execute("CREATE TABLE goods (id int)");
        execute("ALTER TABLE goods OWNER TO shop");
        execute("GRANT CREATE ON SCHEMA public TO shop");
        execute("INSERT INTO goods VALUES (1)");
        pack.set("emergency_active_seconds", "0.001");
    }

    @AfterEach
    void remove() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shop'");
        execute("DROP TABLE goods");
        pack.close();
    }

    @Test
    void the_head_of_a_queue_is_cancelled_and_neither_its_readers_nor_a_session_that_waits_for_its_client() {
        try (UnfinishedExchange unfinished = unfinished();
                TestSessions ddl = running("deploy", "ALTER TABLE goods ADD price int");
                TestSessions reader = running("reader", "SELECT * FROM goods")) {
            assertThat(reader.size()).isEqualTo(1);
            List<Map<String, String>> reports = pack.query(CANCEL_LONG_QUERIES);
            assertThat(reports)
                    .extracting(report -> report.get("application") + " " + report.get("outcome"))
                    .containsExactly("deploy CANCELLED", "reader null");
            assertThat(reports.get(1).get("reason"))
                    .contains("pid " + ddl.backends().get(0).pid(), "pid " + unfinished.pid())
                    .endsWith("a cancel would free nothing");
        }
    }

    @Test
    void a_running_query_is_spared_while_the_request_behind_it_can_be_cancelled() {
        try (TestSessions report = running("report", "SELECT pg_sleep(600) FROM goods");
                TestSessions ddl = running("deploy", "ALTER TABLE goods ADD price int");
                TestSessions reader = running("reader", "SELECT * FROM goods")) {
            assertThat(report.size() + reader.size()).isEqualTo(2);
            List<Map<String, String>> reports = pack.query(CANCEL_LONG_QUERIES);
            assertThat(reports)
                    .extracting(each -> each.get("application") + " " + each.get("outcome"))
                    .containsExactly("deploy CANCELLED", "report null", "reader null");
            assertThat(reports.get(1).get("reason"))
                    .startsWith("pid " + ddl.backends().get(0).pid() + ", which requests a table lock");
        }
    }

    @Test
    void no_query_is_cancelled_behind_a_prepared_transaction() {
        execute("BEGIN; UPDATE goods SET id = id; PREPARE TRANSACTION 'orphan'");
        try (TestSessions waiters = TestSessions.running(shop, 3, "waiter", "UPDATE goods SET id = id")) {
            assertThat(pack.query(CANCEL_LONG_QUERIES)).hasSize(waiters.size()).allSatisfy(report -> {
                assertThat(report.get("outcome")).isNull();
                assertThat(report.get("reason")).contains("a prepared transaction (pid 0)");
            });
        } finally {
            execute("ROLLBACK PREPARED 'orphan'");
        }
    }

    @Test
    void a_maintenance_command_is_cancelled_only_if_the_setting_allows_it() {
        try (TestSessions writer = TestSessions.inTransaction(shop, 1, "writer", "UPDATE goods SET id = id");
                TestSessions index = running("index", "CREATE INDEX CONCURRENTLY goods_id ON goods (id)")) {
            assertThat(writer.size() + index.size()).isEqualTo(2);
            assertThat(pack.query(CANCEL_LONG_QUERIES)).singleElement().satisfies(report -> {
                assertThat(report.get("outcome")).isNull();
                assertThat(report.get("reason")).contains("maintenance command");
            });
            pack.set("reclaim_maintenance", "1");
            // The index build waits for the writer, so it is a mere waiter.
            assertThat(pack.query(CANCEL_LONG_QUERIES)).singleElement().satisfies(report -> {
                assertThat(report.get("outcome")).isNull();
                assertThat(report.get("reason")).startsWith("waits for a lock behind pid ");
            });
        }
    }

    @Test
    void a_copy_that_waits_for_its_client_is_spared_as_maintenance_unless_the_setting_allows_its_end() {
        try (UnfinishedExchange copy =
                UnfinishedExchange.copyIn(pack.server.port(), "shop", "copy", "COPY goods FROM STDIN")) {
            assertThat(copy.pid()).isPositive();
            assertThat(pack.query(CANCEL_LONG_QUERIES)).singleElement().satisfies(report -> {
                assertThat(report.get("application")).isEqualTo("copy");
                assertThat(report.get("outcome")).isNull();
                assertThat(report.get("reason")).contains("a maintenance command or COPY is running");
            });
            pack.set("reclaim_maintenance", "1");
            assertThat(pack.query(CANCEL_LONG_QUERIES))
                    .extracting(report -> report.get("application") + " " + report.get("outcome"))
                    .containsExactly("copy UNRESPONSIVE");
        }
    }

    @Test
    void the_pack_and_the_services_see_the_same_waits() {
        try (UnfinishedExchange unfinished = unfinished();
                UnfinishedExchange copy =
                        UnfinishedExchange.copyIn(pack.server.port(), "shop", "copy", "COPY goods FROM STDIN");
                TestSessions ddl = running("deploy", "ALTER TABLE goods ADD price int");
                TestSessions reader = running("reader", "SELECT * FROM goods");
                HeldSession service = TargetConnections.open(
                        TargetSettings.of("t", pack.server.jdbcUrlWithoutUser("postgres"), "postgres", null),
                        "connwarden-test")) {
            assertThat(List.of(unfinished.pid(), copy.pid(), ddl.size(), reader.size()))
                    .doesNotContain(0);
            Map<Integer, String> byServices = new TreeMap<>();
            for (SessionRow row : new TargetQueries(service).sessions()) {
                if ("shop".equals(row.user())) {
                    byServices.put(
                            row.pid(),
                            List.of(
                                            row.waitsForClient(),
                                            row.waitsForLock(),
                                            row.waitsForTableLock(),
                                            row.maintenance(),
                                            row.blockedBy().stream().sorted().toList())
                                    .toString());
                }
            }
            Map<Integer, String> byPack = new TreeMap<>();
            for (Map<String, String> row : pack.query("SELECT pid, format('[%s, %s, %s, %s, [%s]]', waits_for_client,"
                    + " waits_for_lock, waits_for_table_lock, maintenance, (SELECT string_agg(blocker::text, ', '"
                    + " ORDER BY blocker) FROM unnest(blocked_by) AS blocker)) AS waits FROM guard.session_work()"
                    + " JOIN guard.connection_details USING (pid) WHERE usename = 'shop'")) {
                byPack.put(
                        Integer.valueOf(row.get("pid")),
                        row.get("waits")
                                .replace("[t,", "[true,")
                                .replace("[f,", "[false,")
                                .replace(" t,", " true,")
                                .replace(" f,", " false,"));
            }
            assertThat(byPack).isEqualTo(byServices).hasSize(4);
        }
    }

    private UnfinishedExchange unfinished() {
        UnfinishedExchange exchange =
                UnfinishedExchange.withoutSync(pack.server.port(), "shop", "unfinished", "SELECT * FROM goods");
        await().atMost(PackOnServer.MAX_WAIT)
                .until(() -> !pack.query("SELECT FROM pg_stat_activity WHERE state = 'active'"
                                + " AND wait_event = 'ClientRead' AND pid = " + exchange.pid())
                        .isEmpty());
        return exchange;
    }

    private TestSessions running(String application, String statement) {
        return TestSessions.running(shop, 1, application, statement);
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(pack.url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
