package io.connwarden.sql.target;

import static io.connwarden.embedded.fixture.SessionCrowd.active;
import static io.connwarden.embedded.fixture.SessionCrowd.idle;
import static io.connwarden.embedded.fixture.SessionCrowd.idleInTransaction;
import static io.connwarden.embedded.fixture.SessionCrowd.inTransaction;
import static io.connwarden.embedded.fixture.SessionCrowd.running;
import static io.connwarden.sql.target.WatchedServer.ids;
import static io.connwarden.sql.target.WatchedServer.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.embedded.fixture.PostgresVersion;
import io.connwarden.embedded.fixture.SessionCrowd;
import io.connwarden.sql.VersionedServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/** Every question, on every supported version. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class QueriesVersionsIT {
    private static final Thresholds AT_ONCE = WatchedServer.after(Duration.ofNanos(1000));
    /** The sessions with which the test itself watches. */
    private static final int OWN = 2;

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
    void one_pass_counts_what_is_there() {
        try (SessionCrowd idle = idle(url, 5, "shop-web");
                SessionCrowd inTransaction = idleInTransaction(url, 3, "shop-jobs");
                SessionCrowd active = active(url, 2, null)) {
            Observation seen = watched.observeAll(idle.size() + inTransaction.size() + active.size() + OWN, AT_ONCE, 3);
            assertThat(seen.target()).isEqualTo(WatchedServer.NAME);
            assertThat(seen.idle()).isEqualTo(idle.size() + 1);
            assertThat(seen.zombie()).isEqualTo(seen.idle());
            assertThat(seen.longIdle()).isEqualTo(seen.idle());
            assertThat(seen.active()).isEqualTo(active.size() + 1);
            assertThat(seen.longRunning()).isBetween(active.size(), active.size() + 1);
            assertThat(seen.idleInTransaction()).isEqualTo(inTransaction.size());
            assertThat(seen.stuckTransactions()).isEqualTo(inTransaction.size());
            assertThat(seen.waitingOnLock()).isZero();
            assertThat(seen.visibilityPercentage()).isEqualTo(100);
            assertThat(seen.oldestTransactionSeconds()).isPositive();
            assertThat(seen.maxConnections()).isEqualTo(60);
            assertThat(seen.inRecovery()).isFalse();
            // By the server's clock: later than the last state it reports to have begun before.
            assertThat(seen.at()).isAfter(watched.latestStateChange("shop-web"));
            assertThat(seen.topApplications())
                    .startsWith(
                            new ApplicationUsage("shop-web", "postgres", 5, 5, 0, 5),
                            new ApplicationUsage("shop-jobs", "postgres", 3, 0, 3, 0),
                            new ApplicationUsage(null, "postgres", 2, 0, 0, 0))
                    .hasSize(3);
        }
    }

    @Test
    void nothing_is_old_before_its_time() {
        try (SessionCrowd idle = idle(url, 2, null);
                SessionCrowd inTransaction = idleInTransaction(url, 2, null)) {
            Observation seen = watched.observeAll(idle.size() + inTransaction.size() + OWN, Thresholds.standard(), 0);
            assertThat(seen.idle()).isEqualTo(idle.size() + 1);
            assertThat(seen.idleInTransaction()).isEqualTo(inTransaction.size());
            assertThat(seen.zombie()).isZero();
            assertThat(seen.longIdle()).isZero();
            assertThat(seen.longRunning()).isZero();
            assertThat(seen.stuckTransactions()).isZero();
            assertThat(seen.topApplications()).isEmpty();
        }
    }

    @Test
    void an_aborted_transaction_has_an_age_and_grows_stuck() {
        try (SessionCrowd crowd = inTransaction(url, 1, "aborted", "SELECT 1")) {
            assertThat(crowd.connections()).singleElement().satisfies(connection -> {
                try (var statement = connection.createStatement()) {
                    statement.execute("SELECT 1 / 0");
                } catch (SQLException divisionByZero) {
                    // Which aborts the transaction.
                }
            });
            Observation seen = queries.observe("t", AT_ONCE, 0);
            assertThat(seen.idleInTransaction()).isEqualTo(1);
            assertThat(seen.stuckTransactions()).isEqualTo(1);
            SessionRow row = watched.only("aborted");
            assertThat(row.state()).isEqualTo("idle in transaction (aborted)");
            assertThat(row.xactStart()).isNotNull();
            assertThat(row.transactionAgeSeconds()).isNotNegative();
        }
    }

    @Test
    void the_tripwire_counts_backends() {
        try (SessionCrowd crowd = idle(url, 7, null)) {
            watched.observeAll(crowd.size() + OWN, AT_ONCE, 0);
            assertThat(queries.backends()).isEqualTo(crowd.size() + OWN);
        }
    }

    @Test
    void capacity_is_what_the_reserves_leave() {
        Capacity capacity = queries.capacity();
        assertThat(capacity).isEqualTo(new Capacity(60, 3, 0));
        assertThat(capacity.usable()).isEqualTo(57);
        assertThat(queries.observe("t", AT_ONCE, 0).usableConnections()).isEqualTo(57);
    }

    @Test
    void a_session_is_described() {
        try (SessionCrowd crowd = idle(url, 1, "shop-web", Roles.APPLICATION)) {
            SessionRow row = watched.only("shop-web");
            assertThat(row.id()).isEqualTo(ids(crowd).get(0));
            assertThat(row)
                    .extracting(
                            SessionRow::user,
                            SessionRow::database,
                            SessionRow::clientAddress,
                            SessionRow::state,
                            SessionRow::backendType,
                            SessionRow::blocking)
                    .containsExactly(Roles.APPLICATION, "postgres", "127.0.0.1", "idle", "client backend", 0);
            assertThat(List.of(row.superuser(), row.own(), row.listening(), row.holdsAdvisoryLock(), row.replication()))
                    .containsOnly(false);
            assertThat(row.backup()).isFalse();
            assertThat(row.stateChange()).isAfterOrEqualTo(row.queryStart());
            assertThat(row.queryStart()).isAfterOrEqualTo(row.backendStart());
            assertThat(row.stateAgeSeconds()).isBetween(0.0, 60.0);
            assertThat(row.xactStart()).isNull();
            assertThat(row.transactionAgeSeconds()).isNull();
        }
    }

    @Test
    void our_own_sessions_and_a_superusers_are_known() {
        try (SessionCrowd crowd = idle(url, 1, "connwardens-friend")) {
            assertThat(queries.sessions())
                    .filteredOn(SessionRow::own)
                    .hasSize(OWN)
                    .allSatisfy(row -> {
                        assertThat(row.application()).isEqualTo(WatchedServer.APPLICATION_NAME);
                        assertThat(row.superuser()).isFalse();
                    });
            assertThat(watched.only("connwardens-friend").superuser()).isTrue();
            assertThat(crowd.size()).isEqualTo(1);
        }
    }

    @Test
    void who_listens_locks_and_copies_is_known() throws SQLException, IOException {
        try (SessionCrowd crowd = idle(url, 5, null)) {
            run(crowd, 0, "SET application_name = 'listener'", "  /* wakes us */\n LISTEN news");
            run(crowd, 1, "SET application_name = 'leader'", "SELECT pg_advisory_lock(42)");
            run(crowd, 2, "SET application_name = 'pg_dump'");
            run(crowd, 3, "SET application_name = 'pg_basebackup'");
            run(crowd, 4, "SET application_name = 'exporter'");
            crowd.connections()
                    .get(4)
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT 1) TO STDOUT", new ByteArrayOutputStream());
            assertThat(watched.only("listener").listening()).isTrue();
            assertThat(watched.only("leader").holdsAdvisoryLock()).isTrue();
            assertThat(watched.only("leader").listening()).isFalse();
            assertThat(watched.only("pg_dump").backup()).isTrue();
            assertThat(watched.only("pg_basebackup").replication()).isTrue();
            assertThat(watched.only("exporter").backup()).isTrue();
        }
    }

    @Test
    void who_makes_others_wait_is_known() {
        Roles.sql(watched.server, "CREATE TABLE IF NOT EXISTS stock (id int)");
        try (SessionCrowd blocker = inTransaction(url, 1, "blocker", "LOCK TABLE stock");
                SessionCrowd waiting = running(url, 3, "waiting", "SELECT count(*) FROM stock")) {
            await().atMost(WatchedServer.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(queries.observe("t", AT_ONCE, 0).waitingOnLock())
                                    .isEqualTo(waiting.size()));
            assertThat(watched.only("blocker").blocking()).isEqualTo(3);
            assertThat(blocker.size()).isEqualTo(1);
        }
    }

    @Test
    void only_a_session_with_the_same_start_is_still_there() {
        try (SessionCrowd crowd = idle(url, 3, null)) {
            List<SessionId> asked = new ArrayList<>(ids(crowd));
            SessionId recycled = asked.set(
                    0,
                    new SessionId(
                            asked.get(0).pid(), asked.get(0).backendStart().plusNanos(1000)));
            assertThat(queries.stillThere(asked)).containsExactlyInAnyOrder(asked.get(1), asked.get(2));
            assertThat(queries.stillThere(List.of(recycled))).containsExactly(recycled);
            assertThat(queries.stillThere(List.of())).isEmpty();
        }
    }

    @Test
    void without_the_right_to_see_others_little_is_visible_and_everybody_counted() {
        try (SessionCrowd crowd = idle(url, 7, "shop-web", Roles.APPLICATION);
                var unprivileged = watched.open(Roles.NOBODY)) {
            TargetQueries blind = new TargetQueries(unprivileged);
            assertThat(blind.backends()).isPositive();
            int total = crowd.size() + OWN + 1;
            watched.observeAll(total, AT_ONCE, 0);
            Observation seen = blind.observe("t", AT_ONCE, 5);
            assertThat(seen.total()).isEqualTo(total);
            assertThat(seen.idle()).isZero();
            assertThat(seen.visibilityPercentage()).isEqualTo(100.0 / total);
            assertThat(blind.visibility()).isEqualTo(100.0 / total);
            assertThat(blind.sessions())
                    .hasSize(total)
                    .filteredOn(row -> row.id() == null)
                    .hasSize(total - 1);
            assertThat(blind.sessions())
                    .filteredOn(row -> "shop-web".equals(row.application()))
                    .hasSize(crowd.size())
                    .allSatisfy(row -> assertThat(row.state()).isNull());
            assertThat(queries.visibility()).isEqualTo(100);
        }
    }

    @Test
    void a_session_that_hides_its_activity_is_not_visible() throws SQLException {
        try (SessionCrowd crowd = idle(url, 1, "hidden")) {
            run(crowd, 0, "SET track_activities = off", "SELECT 1");
            assertThat(watched.only("hidden").state()).isEqualTo("disabled");
            assertThat(queries.visibility()).isLessThan(100);
        }
    }

    @Test
    void our_session_never_hangs_never_writes_and_is_never_timed_out() throws SQLException {
        try (var connection = watched.watching.getConnection();
                var statement = connection.createStatement()) {
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
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }
}
