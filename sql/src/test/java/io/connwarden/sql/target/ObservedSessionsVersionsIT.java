package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.assessment.Observation.StuckTransaction;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.target.TargetQueries.ObservedSessions;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
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

/** The sessions of an observation, in the order of a snapshot, on versions 13, 15 and 18. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class ObservedSessionsVersionsIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final String url;
    private final String urlWithoutUser;
    private HeldSession session;
    private TargetQueries queries;

    ObservedSessionsVersionsIT(PostgresVersion version) {
        this.url = VersionedServers.of(version).jdbcUrl("postgres");
        this.urlWithoutUser = VersionedServers.of(version).jdbcUrlWithoutUser("postgres");
    }

    @BeforeEach
    void open() throws SQLException {
        session = TargetConnections.open(TargetSettings.of("t", urlWithoutUser, "postgres", null), "connwarden-test");
        queries = new TargetQueries(session);
        execute("CREATE TABLE IF NOT EXISTS parcel (id int)");
        execute("CREATE TABLE IF NOT EXISTS label (id int)");
    }

    @AfterEach
    void close() throws SQLException {
        session.close();
        execute("DROP TABLE parcel");
        execute("DROP TABLE label");
    }

    @Test
    void blockers_come_first_then_waiting_sessions_then_the_oldest() throws SQLException {
        try (TestSessions idle = TestSessions.idle(url, 2, "idle");
                TestSessions blocker = TestSessions.inTransaction(url, 1, "blocker", "LOCK TABLE parcel");
                TestSessions waiting = TestSessions.running(url, 1, "waiting", "SELECT * FROM parcel")) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(only("waiting").blockedBy()).isNotEmpty());
            List<Row> rows = observe(100).sessions();

            assertThat(rows).extracting(Row::application).startsWith("blocker", "waiting");
            assertThat(rows).filteredOn(row -> "idle".equals(row.application())).hasSize(idle.size());
            assertThat(rows.get(1).blockedBy()).containsExactly(rows.get(0).pid());
            assertThat(rows.get(1).waitEventType()).isEqualTo("Lock");
            assertThat(rows.get(1).sessionClass()).isEqualTo(SessionClass.ACTIVE);
            assertThat(rows.get(0).sessionClass()).isEqualTo(SessionClass.IDLE_IN_TRANSACTION);
            assertThat(rows.get(0).xactStart()).isBeforeOrEqualTo(rows.get(0).stateChange());
            assertThat(only("connwarden-test").sessionClass()).isEqualTo(SessionClass.OWN);
            assertThat(blocker.size() + waiting.size()).isEqualTo(2);
        }
    }

    @Test
    void the_oldest_stuck_transactions_are_named_with_the_sessions_they_block() {
        Thresholds young =
                Thresholds.builder().stuckTransaction(Duration.ofMillis(1)).build();
        try (TestSessions blocker = TestSessions.inTransaction(url, 1, "blocker", "LOCK TABLE parcel");
                TestSessions other = TestSessions.inTransaction(url, 1, "other", "SELECT 1");
                TestSessions waiting = TestSessions.running(url, 1, "waiting", "SELECT * FROM parcel")) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(only("waiting").blockedBy()).isNotEmpty());
            List<StuckTransaction> stuck =
                    queries.observeSessions("t", young, 10, 100).observation().oldestStuck();
            assertThat(stuck).extracting(StuckTransaction::application).containsExactly("blocker", "other");
            assertThat(stuck).extracting(StuckTransaction::blockedSessions).containsExactly(1, 0);
            assertThat(stuck.get(0).pid()).isEqualTo(only("blocker").pid());
            assertThat(stuck.get(0).age()).isGreaterThan(stuck.get(1).age());
            assertThat(stuck).extracting(StuckTransaction::user).containsOnly("postgres");
            assertThat(blocker.size() + other.size() + waiting.size()).isEqualTo(3);
        }
    }

    @Test
    void every_client_that_holds_a_slot_counts_whatever_its_name_is() {
        int before = observe(100).observation().counts().totalConnections();
        try (TestSessions named = TestSessions.idle(url, 2, "connwarden-doctor")) {
            ObservedSessions seen = observe(100);
            assertThat(seen.observation().counts().totalConnections()).isEqualTo(before + named.size());
            assertThat(seen.sessions()).extracting(Row::application).contains("connwarden-doctor");
        }
    }

    @Test
    void a_prepared_transaction_that_blocks_is_pid_0() throws SQLException {
        execute("BEGIN; LOCK TABLE label; PREPARE TRANSACTION 'label'");
        try (TestSessions waiting = TestSessions.running(url, 1, "waiting", "SELECT * FROM label")) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(only("waiting").blockedBy()).containsExactly(0));
            assertThat(waiting.size()).isEqualTo(1);
        } finally {
            execute("ROLLBACK PREPARED 'label'");
        }
    }

    @Test
    void the_limit_keeps_the_first_sessions_and_the_counts() {
        try (TestSessions idle = TestSessions.idle(url, 5, "idle")) {
            ObservedSessions all = observe(100);
            ObservedSessions some = observe(3);

            assertThat(all.sessions()).hasSize(all.observation().counts().totalConnections());
            assertThat(some.sessions()).hasSize(3);
            assertThat(some.observation().counts().totalConnections())
                    .isGreaterThanOrEqualTo(idle.size())
                    .isEqualTo(all.observation().counts().totalConnections());
            assertThat(observe(0).sessions()).isEmpty();
            assertThat(queries.observe("t", Thresholds.defaults(), 10).topApplications())
                    .isEqualTo(all.observation().topApplications());
        }
    }

    private ObservedSessions observe(int maxSessions) {
        return queries.observeSessions("t", Thresholds.defaults(), 10, maxSessions);
    }

    private Row only(String application) {
        return observe(100).sessions().stream()
                .filter(row -> application.equals(row.application()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no session of " + application));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
