package io.connwarden.sql.target;

import static io.connwarden.sql.target.WatchedServer.run;
import static io.connwarden.testing.TestSessions.idle;
import static io.connwarden.testing.TestSessions.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.PreparedTransactions.PreparedTransaction;
import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import io.connwarden.testing.UnfinishedExchange;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The states of a server that the counts by session state alone do not show, on every supported version. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class AssessedStateVersionsIT {
    private static final Thresholds MIN_THRESHOLDS = WatchedServer.allThresholds(Duration.ofNanos(1000));

    private final PostgresVersion version;
    private WatchedServer watched;
    private TargetQueries queries;

    AssessedStateVersionsIT(PostgresVersion version) {
        this.version = version;
    }

    @BeforeEach
    void open() {
        watched = new WatchedServer(VersionedServers.of(version));
        queries = watched.queries;
        Roles.execute(watched.server, "CREATE TABLE IF NOT EXISTS stuck (id int)");
        Roles.execute(watched.server, "GRANT ALL ON stuck TO " + Roles.APPLICATION);
    }

    @AfterEach
    void close() {
        watched.close();
    }

    @Test
    void a_failed_exchange_that_its_client_does_not_end_is_stuck() {
        try (UnfinishedExchange failed = UnfinishedExchange.withoutSync(
                watched.server.port(), Roles.APPLICATION, "failed", "SELECT * FROM missing")) {
            await().atMost(WatchedServer.MAX_WAIT)
                    .untilAsserted(
                            () -> assertThat(observe(MIN_THRESHOLDS).counts().stuckTransactions())
                                    .as("pid " + failed.pid())
                                    .isEqualTo(1));
        }
    }

    @Test
    void an_active_session_that_waits_for_its_client_in_a_transaction_is_stuck_and_not_running() {
        try (UnfinishedExchange dead = UnfinishedExchange.withoutSync(
                watched.server.port(), Roles.APPLICATION, "dead", "SELECT * FROM stuck")) {
            await().atMost(WatchedServer.MAX_WAIT)
                    .untilAsserted(
                            () -> assertThat(observe(MIN_THRESHOLDS).counts().stuckTransactions())
                                    .isEqualTo(1));
            assertThat(watched.sessionOf("dead").state())
                    .as("pid " + dead.pid())
                    .isEqualTo("active");
            assertThat(observe(MIN_THRESHOLDS).counts().longRunningConnections())
                    .as("the query of this test")
                    .isLessThanOrEqualTo(1);
            assertThat(observe(Thresholds.defaults()).counts().stuckTransactions())
                    .as("a young transaction")
                    .isZero();
        }
    }

    @Test
    void a_copy_that_reads_its_data_is_not_stuck() throws SQLException, IOException {
        try (TestSessions loader = idle(watched.url, 1, "loader", Roles.APPLICATION)) {
            CopyIn copy = loader.connections()
                    .get(0)
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("/* nightly load */ COPY stuck FROM STDIN");
            copy.writeToCopy(new byte[] {'1', '\n'}, 0, 2);
            copy.flushCopy();
            await().atMost(WatchedServer.MAX_WAIT).until(() -> isWaiting("loader", "ClientRead"));
            assertThat(observe(MIN_THRESHOLDS).counts().stuckTransactions()).isZero();
            assertThat(observe(MIN_THRESHOLDS).counts().longRunningConnections())
                    .isPositive();
            copy.cancelCopy();
        }
    }

    @Test
    void a_prepared_transaction_is_named_with_its_database_its_owner_and_the_sessions_that_wait_for_it() {
        Roles.execute(watched.server, "INSERT INTO stuck VALUES (1)");
        try {
            prepare("it's");
            try (TestSessions waiting = running(watched.url, 3, "waiting", "UPDATE stuck SET id = id")) {
                PreparedTransactions seen = observe(MIN_THRESHOLDS).preparedTransactions();
                assertThat(seen.total()).isEqualTo(1);
                assertThat(seen.overdue()).isEqualTo(1);
                assertThat(seen.waitingSessions())
                        .as("one waits for it, the others wait behind that one")
                        .isEqualTo(waiting.size());
                assertThat(seen.oldest()).singleElement().satisfies(oldest -> {
                    assertThat(oldest)
                            .extracting(
                                    PreparedTransaction::gid, PreparedTransaction::database, PreparedTransaction::owner)
                            .containsExactly("it's", "postgres", Roles.APPLICATION);
                    assertThat(oldest.ageSeconds()).isPositive();
                });
                assertThat(observe(Thresholds.defaults()).preparedTransactions().overdue())
                        .as("a young one")
                        .isZero();
            }
        } finally {
            Roles.execute(watched.server, "ROLLBACK PREPARED 'it''s'");
            Roles.execute(watched.server, "TRUNCATE stuck");
        }
        assertThat(observe(MIN_THRESHOLDS).preparedTransactions()).isEqualTo(PreparedTransactions.none());
    }

    @Test
    void only_the_five_oldest_prepared_transactions_are_named_and_all_are_counted() {
        try {
            for (int i = 1; i <= 7; i++) {
                prepare("gid-" + i);
            }
            PreparedTransactions seen = observe(MIN_THRESHOLDS).preparedTransactions();
            assertThat(seen.total()).isEqualTo(7);
            assertThat(seen.waitingSessions()).isZero();
            assertThat(seen.oldest())
                    .extracting(PreparedTransaction::gid)
                    .containsExactly("gid-1", "gid-2", "gid-3", "gid-4", "gid-5");
        } finally {
            for (int i = 1; i <= 7; i++) {
                Roles.execute(watched.server, "ROLLBACK PREPARED 'gid-" + i + "'");
            }
        }
    }

    @Test
    void a_role_at_its_connection_limit_is_observed() {
        Roles.execute(watched.server, "ALTER ROLE " + Roles.APPLICATION + " CONNECTION LIMIT 4");
        try (TestSessions sessions = idle(watched.url, 4, "shop-web", Roles.APPLICATION)) {
            assertThatThrownBy(() -> idle(watched.url, 1, "refused", Roles.APPLICATION))
                    .hasStackTraceContaining("too many connections for role");
            assertThat(observe(MIN_THRESHOLDS).connectionLimits())
                    .containsExactly(new ConnectionLimit(Scope.ROLE, Roles.APPLICATION, 4, 4, 100.0));
            assertThat(sessions.size()).isEqualTo(4);
        } finally {
            Roles.execute(watched.server, "ALTER ROLE " + Roles.APPLICATION + " CONNECTION LIMIT -1");
        }
    }

    @Test
    void the_sessions_of_superusers_count_against_the_limit_of_a_database_and_not_of_their_role() {
        Roles.execute(watched.server, "CREATE DATABASE limited CONNECTION LIMIT 3");
        Roles.execute(watched.server, "ALTER ROLE postgres CONNECTION LIMIT 2");
        String url = watched.server.jdbcUrl("limited");
        try (TestSessions superuser = idle(url, 2, "dba");
                TestSessions sessions = idle(url, 1, "shop-web", Roles.APPLICATION)) {
            assertThatThrownBy(() -> idle(url, 1, "refused", Roles.APPLICATION))
                    .hasStackTraceContaining("too many connections for database");
            assertThat(observe(MIN_THRESHOLDS).connectionLimits())
                    .containsExactly(
                            ConnectionLimit.of(Scope.DATABASE, "limited", superuser.size() + sessions.size(), 3));
        } finally {
            Roles.execute(watched.server, "ALTER ROLE postgres CONNECTION LIMIT -1");
            Roles.execute(watched.server, "DROP DATABASE limited");
        }
    }

    @Test
    void a_limit_of_one_and_a_limit_that_only_connwarden_uses_are_not_observed() {
        Roles.execute(watched.server, "ALTER ROLE " + Roles.MONITOR + " CONNECTION LIMIT 2");
        Roles.execute(watched.server, "ALTER ROLE " + Roles.APPLICATION + " CONNECTION LIMIT 1");
        try (TestSessions single = idle(watched.url, 1, "singleton", Roles.APPLICATION)) {
            assertThat(observe(MIN_THRESHOLDS).connectionLimits())
                    .as("%d session", single.size())
                    .isEmpty();
        } finally {
            Roles.execute(watched.server, "ALTER ROLE " + Roles.MONITOR + " CONNECTION LIMIT -1");
            Roles.execute(watched.server, "ALTER ROLE " + Roles.APPLICATION + " CONNECTION LIMIT -1");
        }
    }

    @Test
    void sessions_of_connwarden_and_of_superusers_are_no_zombies() throws SQLException {
        try (TestSessions superuser = idle(watched.url, 3, "dba");
                TestSessions shop = idle(watched.url, 2, "shop-web", Roles.APPLICATION);
                TestSessions own = idle(watched.url, 1, "connwarden-drill", Roles.APPLICATION)) {
            run(shop, 0, "SELECT 1");
            Observation seen = observe(MIN_THRESHOLDS);
            assertThat(seen.counts().zombieConnections()).isEqualTo(shop.size());
            assertThat(seen.counts().longIdleConnections()).isEqualTo(shop.size());
            assertThat(seen.counts().idleConnections())
                    .as("the idle session of the actuator is the last")
                    .isEqualTo(superuser.size() + shop.size() + own.size() + 1);
            assertThat(seen.superuserZombies()).isEqualTo(superuser.size());
            assertThat(seen.topApplications())
                    .filteredOn(usage -> usage.zombie() > 0)
                    .extracting(ApplicationUsage::application)
                    .containsExactly("shop-web");
        }
    }

    @Test
    void leak_advice_names_the_largest_application_other_than_connwarden() {
        Thresholds everyServerIsFull = Thresholds.builder()
                .criticalSlotUtilization(2)
                .warningSlotUtilization(1)
                .build();
        try (TestSessions own = idle(watched.url, 5, "connwarden-drill", Roles.APPLICATION);
                TestSessions shop = idle(watched.url, 3, "shop-web", Roles.APPLICATION)) {
            Observation seen = observe(everyServerIsFull);
            assertThat(seen.topApplications())
                    .extracting(ApplicationUsage::application, ApplicationUsage::total)
                    .contains(tuple("connwarden-drill", own.size()), tuple("shop-web", shop.size()));
            assertThat(Assessment.assess(seen, everyServerIsFull, seen.serverTime())
                            .recommendations())
                    .anyMatch(advice -> advice.startsWith("Application 'shop-web'")
                            && advice.contains("search for a connection leak"))
                    .noneMatch(advice -> advice.contains("connwarden"));
        }
    }

    private void prepare(String gid) {
        try (TestSessions session = idle(watched.url, 1, "coordinator", Roles.APPLICATION)) {
            run(
                    session,
                    0,
                    "BEGIN",
                    "UPDATE stuck SET id = id",
                    "PREPARE TRANSACTION '" + gid.replace("'", "''") + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Observation observe(Thresholds thresholds) {
        return queries.observe("t", thresholds, 10);
    }

    private boolean isWaiting(String application, String event) throws SQLException {
        return watched.monitorSession.call(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT FROM pg_stat_activity WHERE application_name = ? AND wait_event = ?")) {
                statement.setString(1, application);
                statement.setString(2, event);
                return statement.executeQuery().next();
            }
        });
    }
}
