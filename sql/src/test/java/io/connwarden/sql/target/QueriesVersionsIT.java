package io.connwarden.sql.target;

import static io.connwarden.sql.target.WatchedServer.ids;
import static io.connwarden.sql.target.WatchedServer.run;
import static io.connwarden.testing.TestSessions.active;
import static io.connwarden.testing.TestSessions.idle;
import static io.connwarden.testing.TestSessions.idleInTransaction;
import static io.connwarden.testing.TestSessions.inTransaction;
import static io.connwarden.testing.TestSessions.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.target.TargetQueries.RunningQuery;
import io.connwarden.sql.target.TargetQueries.TargetSample;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/** The queries on every supported version. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class QueriesVersionsIT {
    private static final Thresholds MIN_THRESHOLDS = WatchedServer.allThresholds(Duration.ofNanos(1000));
    /** The number of sessions of the test. */
    private static final int OWN_SESSIONS = 2;

    private final PostgresVersion version;
    private WatchedServer watched;
    private TargetQueries queries;
    private String url;

    QueriesVersionsIT(PostgresVersion version) {
        this.version = version;
    }

    @BeforeEach
    void open() {
        watched = new WatchedServer(VersionedServers.of(version));
        queries = watched.queries;
        url = watched.url;
    }

    @AfterEach
    void close() {
        watched.close();
    }

    @Test
    void one_statement_counts_all_sessions() {
        try (TestSessions idle = idle(url, 5, "shop-web", Roles.APPLICATION);
                TestSessions inTransaction = idleInTransaction(url, 3, "shop-jobs");
                TestSessions active = active(url, 2, null)) {
            Observation seen = watched.observeAll(
                    idle.size() + inTransaction.size() + active.size() + OWN_SESSIONS, MIN_THRESHOLDS, 3);
            assertThat(seen.target()).isEqualTo(WatchedServer.NAME);
            assertThat(seen.counts().idleConnections()).isEqualTo(idle.size() + 1);
            assertThat(seen.counts().zombieConnections()).isEqualTo(idle.size());
            assertThat(seen.counts().longIdleConnections()).isEqualTo(idle.size());
            assertThat(seen.counts().activeConnections()).isEqualTo(active.size() + 1);
            assertThat(seen.counts().longRunningConnections()).isBetween(active.size(), active.size() + 1);
            assertThat(seen.counts().idleInTransactionConnections()).isEqualTo(inTransaction.size());
            assertThat(seen.counts().stuckTransactions()).isEqualTo(inTransaction.size());
            assertThat(seen.counts().waitingOnLockConnections()).isZero();
            assertThat(seen.counts().visibilityPercentage()).isEqualTo(100);
            assertThat(seen.counts().oldestTransactionSeconds()).isPositive();
            assertThat(seen.counts().maxConnections()).isEqualTo(60);
            assertThat(seen.inRecovery()).isFalse();
            assertThat(seen.serverStartedAt())
                    .isBefore(seen.serverTime())
                    .isAfter(seen.serverTime().minus(Duration.ofDays(1)));
            // The clock of the server is later than the last state change.
            assertThat(seen.serverTime()).isAfter(watched.latestStateChange("shop-web"));
            assertThat(seen.topApplications())
                    .startsWith(
                            new ApplicationUsage("shop-web", Roles.APPLICATION, 5, 5, 0, 5),
                            new ApplicationUsage("shop-jobs", "postgres", 3, 0, 3, 0),
                            new ApplicationUsage(null, "postgres", 2, 0, 0, 0))
                    .hasSize(3);
        }
    }

    @Test
    void a_session_younger_than_every_threshold_is_in_no_aged_count() {
        try (TestSessions idle = idle(url, 2, null);
                TestSessions inTransaction = idleInTransaction(url, 2, null)) {
            Observation seen =
                    watched.observeAll(idle.size() + inTransaction.size() + OWN_SESSIONS, Thresholds.defaults(), 0);
            assertThat(seen.counts().idleConnections()).isEqualTo(idle.size() + 1);
            assertThat(seen.counts().idleInTransactionConnections()).isEqualTo(inTransaction.size());
            assertThat(seen.counts().zombieConnections()).isZero();
            assertThat(seen.counts().longIdleConnections()).isZero();
            assertThat(seen.counts().longRunningConnections()).isZero();
            assertThat(seen.counts().stuckTransactions()).isZero();
            assertThat(seen.topApplications()).isEmpty();
        }
    }

    @Test
    void an_aborted_transaction_has_an_age_and_becomes_stuck() {
        try (TestSessions sessions = inTransaction(url, 1, "aborted", "SELECT 1")) {
            assertThat(sessions.connections()).singleElement().satisfies(connection -> {
                try (var statement = connection.createStatement()) {
                    statement.execute("SELECT 1 / 0");
                } catch (SQLException divisionByZero) {
                    // The error aborts the transaction.
                }
            });
            Observation seen = queries.observe("t", MIN_THRESHOLDS, 0);
            assertThat(seen.counts().idleInTransactionConnections()).isEqualTo(1);
            assertThat(seen.counts().stuckTransactions()).isEqualTo(1);
            SessionRow row = watched.sessionOf("aborted");
            assertThat(row.state()).isEqualTo("idle in transaction (aborted)");
            assertThat(row.xactStart()).isNotNull();
        }
    }

    @Test
    void counts_and_sessions_of_a_sample_are_read_over_one_connection() {
        AtomicInteger calls = new AtomicInteger();
        TargetQueries counted = new TargetQueries(new TargetSession() {
            @Override
            public <T> T call(Call<T> call) throws SQLException {
                calls.incrementAndGet();
                return watched.monitorSession.call(call);
            }
        });
        try (TestSessions sessions = idle(url, 3, "shop-web")) {
            watched.observeAll(sessions.size() + OWN_SESSIONS, MIN_THRESHOLDS, 0);
            TargetSample sample = counted.sample("t", MIN_THRESHOLDS, 0);
            assertThat(sample.observation().counts().totalConnections()).isEqualTo(sessions.size() + OWN_SESSIONS);
            assertThat(sample.sessions()).hasSize(sessions.size() + OWN_SESSIONS);
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void only_the_same_query_of_the_same_session_is_still_running() {
        try (TestSessions busy = active(url, 2, "busy");
                TestSessions quiet = idle(url, 1, "quiet")) {
            List<RunningQuery> asked = queries.sessions().stream()
                    .filter(row -> "busy".equals(row.application()) || "quiet".equals(row.application()))
                    .map(row -> new RunningQuery(row.id(), row.stateChange()))
                    .toList();
            assertThat(asked).hasSize(busy.size() + quiet.size());
            assertThat(queries.stillRunning(asked)).containsExactlyInAnyOrderElementsOf(ids(busy));
            SessionId session = ids(busy).get(0);
            assertThat(queries.stillRunning(List.of(new RunningQuery(session, null))))
                    .containsExactly(session);
            assertThat(queries.stillRunning(List.of(new RunningQuery(session, Instant.EPOCH))))
                    .as("the next query of the session")
                    .isEmpty();
            SessionId recycled =
                    new SessionId(session.pid(), session.backendStart().minusSeconds(1));
            assertThat(queries.stillRunning(List.of(new RunningQuery(recycled, null))))
                    .as("another session with the same pid")
                    .isEmpty();
        }
    }

    @Test
    void the_tripwire_query_counts_backends() {
        try (TestSessions sessions = idle(url, 7, null)) {
            watched.observeAll(sessions.size() + OWN_SESSIONS, MIN_THRESHOLDS, 0);
            assertThat(queries.backendCount()).isEqualTo(sessions.size() + OWN_SESSIONS);
        }
    }

    @Test
    void usable_slots_exclude_the_reserved_slots() {
        assertThat(queries.observe("t", MIN_THRESHOLDS, 0).counts().usableConnections())
                .isEqualTo(57);
    }

    @Test
    void every_property_of_a_session_is_read() {
        try (TestSessions sessions = idle(url, 1, "shop-web", Roles.APPLICATION)) {
            SessionRow row = watched.sessionOf("shop-web");
            assertThat(row.id()).isEqualTo(ids(sessions).get(0));
            assertThat(row)
                    .extracting(
                            SessionRow::user,
                            SessionRow::database,
                            SessionRow::clientAddress,
                            SessionRow::state,
                            SessionRow::backendType,
                            SessionRow::blockedSessions)
                    .containsExactly(Roles.APPLICATION, "postgres", "127.0.0.1", "idle", "client backend", 0);
            assertThat(List.of(
                            row.superuser(),
                            row.connwardenSession(),
                            row.listening(),
                            row.holdsAdvisoryLock(),
                            row.replication()))
                    .containsOnly(false);
            assertThat(row.backup()).isFalse();
            assertThat(row.stateChange()).isAfterOrEqualTo(row.queryStart());
            assertThat(row.queryStart()).isAfterOrEqualTo(row.backendStart());
            assertThat(row.xactStart()).isNull();
        }
    }

    @Test
    void sessions_of_connwarden_and_of_superusers_are_marked() {
        try (TestSessions sessions = idle(url, 1, "connwardens-friend")) {
            assertThat(queries.sessions())
                    .filteredOn(SessionRow::connwardenSession)
                    .hasSize(OWN_SESSIONS)
                    .allSatisfy(row -> {
                        assertThat(row.application()).isEqualTo(WatchedServer.APPLICATION_NAME);
                        assertThat(row.superuser()).isFalse();
                    });
            assertThat(watched.sessionOf("connwardens-friend").superuser()).isTrue();
            assertThat(sessions.size()).isEqualTo(1);
        }
    }

    @Test
    void sessions_that_listen_lock_or_copy_are_marked() throws SQLException, IOException {
        try (TestSessions sessions = idle(url, 5, null)) {
            run(sessions, 0, "SET application_name = 'listener'", "  /* wakes us */\n LISTEN news");
            run(sessions, 1, "SET application_name = 'leader'", "SELECT pg_advisory_lock(42)");
            run(sessions, 2, "SET application_name = 'pg_dump'");
            run(sessions, 3, "SET application_name = 'pg_basebackup'");
            run(sessions, 4, "SET application_name = 'exporter'");
            sessions.connections()
                    .get(4)
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT 1) TO STDOUT", new ByteArrayOutputStream());
            assertThat(watched.sessionOf("listener").listening()).isTrue();
            assertThat(watched.sessionOf("leader").holdsAdvisoryLock()).isTrue();
            assertThat(watched.sessionOf("leader").listening()).isFalse();
            assertThat(watched.sessionOf("pg_dump").backup()).isTrue();
            assertThat(watched.sessionOf("pg_basebackup").replication()).isTrue();
            assertThat(watched.sessionOf("exporter").backup()).isTrue();
        }
    }

    @Test
    void a_blocking_session_has_the_number_of_sessions_it_blocks() {
        Roles.execute(watched.server, "CREATE TABLE IF NOT EXISTS stock (id int)");
        try (TestSessions blocker = inTransaction(url, 1, "blocker", "LOCK TABLE stock");
                TestSessions waiting = running(url, 3, "waiting", "SELECT count(*) FROM stock")) {
            await().atMost(WatchedServer.MAX_WAIT)
                    .untilAsserted(() -> assertThat(queries.observe("t", MIN_THRESHOLDS, 0)
                                    .counts()
                                    .waitingOnLockConnections())
                            .isEqualTo(waiting.size()));
            assertThat(watched.sessionOf("blocker").blockedSessions()).isEqualTo(3);
            assertThat(blocker.size()).isEqualTo(1);
        }
    }

    @Test
    void a_session_exists_only_with_the_same_backend_start() {
        try (TestSessions sessions = idle(url, 3, null)) {
            List<SessionId> asked = new ArrayList<>(ids(sessions));
            SessionId recycled = asked.set(
                    0,
                    new SessionId(
                            asked.get(0).pid(), asked.get(0).backendStart().plusNanos(1000)));
            assertThat(queries.existing(asked)).containsExactlyInAnyOrder(asked.get(1), asked.get(2));
            assertThat(queries.existing(List.of(recycled))).containsExactly(recycled);
            assertThat(queries.existing(List.of())).isEmpty();
        }
    }

    @Test
    void without_pg_monitor_every_session_is_counted_and_visibility_is_low() {
        try (TestSessions sessions = idle(url, 7, "shop-web", Roles.APPLICATION);
                var unprivileged = watched.open(Roles.UNPRIVILEGED)) {
            TargetQueries blind = new TargetQueries(unprivileged);
            assertThat(blind.backendCount()).isPositive();
            int total = sessions.size() + OWN_SESSIONS + 1;
            watched.observeAll(total, MIN_THRESHOLDS, 0);
            Observation seen = blind.observe("t", MIN_THRESHOLDS, 5);
            assertThat(seen.counts().totalConnections()).isEqualTo(total);
            assertThat(seen.counts().idleConnections()).isZero();
            assertThat(seen.counts().visibilityPercentage()).isEqualTo(Math.round(10_000.0 / total) / 100.0);
            assertThat(blind.visibility()).isEqualTo(100.0 / total);
            assertThat(blind.sessions())
                    .hasSize(total)
                    .filteredOn(row -> row.id() == null)
                    .hasSize(total - 1);
            assertThat(blind.sessions())
                    .filteredOn(row -> "shop-web".equals(row.application()))
                    .hasSize(sessions.size())
                    .allSatisfy(row -> assertThat(row.state()).isNull());
            assertThat(queries.visibility()).isEqualTo(100);
        }
    }

    @Test
    void a_session_with_track_activities_off_is_not_visible() throws SQLException {
        try (TestSessions sessions = idle(url, 1, "hidden")) {
            run(sessions, 0, "SET track_activities = off", "SELECT 1");
            assertThat(watched.sessionOf("hidden").state()).isEqualTo("disabled");
            assertThat(queries.visibility()).isLessThan(100);
        }
    }

    @Test
    void the_connwarden_session_is_read_only_and_has_timeouts() throws SQLException {
        watched.monitorSession.call(connection -> {
            var statement = connection.createStatement();
            for (String[] setting : new String[][] {
                {"statement_timeout", "10s"},
                {"lock_timeout", "2s"},
                {"default_transaction_read_only", "on"},
                {"search_path", "pg_catalog"}
            }) {
                try (var row = statement.executeQuery("SHOW " + setting[0])) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo(setting[1]);
                }
            }
            return assertThat(connection.getAutoCommit()).isTrue();
        });
    }
}
