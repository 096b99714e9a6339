package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.UpcomingCrossings;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.SeededTest;
import io.connwarden.testing.TestSessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the observed counts with random sessions, of which some are past the thresholds, on every version. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#versions")
class ObservedCountsIT {
    private static final Duration MIN_AGE_GAP = Duration.ofSeconds(1);
    private static final int OWN_SESSIONS = 2;

    private final PostgresVersion version;
    private final List<TestSessions> opened = new ArrayList<>();

    ObservedCountsIT(PostgresVersion version) {
        this.version = version;
    }

    @SeededTest(count = 1)
    void observed_counts_equal_the_sessions_opened(long seed) throws SQLException {
        Random random = new Random(seed);
        try (WatchedServer watched = new WatchedServer(VersionedServers.of(version))) {
            SessionPlan old = SessionPlan.random(random);
            SessionPlan young = SessionPlan.random(random);
            String url = watched.server.jdbcUrlWithoutUser("postgres") + "?user=" + Roles.APPLICATION;
            opened.addAll(old.open(url));
            Instant boundary = now(watched);
            await().atMost(WatchedServer.MAX_WAIT).until(() -> now(watched).isAfter(boundary.plus(MIN_AGE_GAP)));
            opened.addAll(young.open(url));
            watched.observeAll(old.total() + young.total() + OWN_SESSIONS, WatchedServer.allThresholds(MIN_AGE_GAP), 0);
            assertCounts(observe(watched, boundary), old, young);
        } finally {
            opened.forEach(TestSessions::close);
        }
    }

    /**
     * Observes with a threshold between the ages of the older and the younger sessions. Repeats an observation that was
     * so late that the younger sessions may be past the threshold.
     */
    private static Observation observe(WatchedServer watched, Instant boundary) {
        return await().atMost(WatchedServer.MAX_WAIT)
                .until(
                        () -> {
                            Duration age = Duration.between(boundary, now(watched));
                            Observation observation =
                                    watched.queries.observe("t", WatchedServer.allThresholds(age), 100);
                            boolean late = observation.serverTime().minus(age).isAfter(boundary.plus(MIN_AGE_GAP));
                            return late ? null : observation;
                        },
                        Objects::nonNull);
    }

    private static void assertCounts(Observation seen, SessionPlan old, SessionPlan young) {
        assertThat(seen.counts().totalConnections()).isEqualTo(old.total() + young.total() + OWN_SESSIONS);
        // Of the two sessions of the test one runs the query. The other was used just before and is idle.
        assertThat(seen.counts().idleConnections()).isEqualTo(old.idle() + young.idle() + 1);
        assertThat(seen.counts().activeConnections()).isEqualTo(old.active() + young.active() + 1);
        assertThat(seen.counts().idleInTransactionConnections()).isEqualTo(old.inTransaction() + young.inTransaction());
        assertThat(seen.counts().zombieConnections()).isEqualTo(old.idle());
        assertThat(seen.counts().longIdleConnections()).isEqualTo(old.idle());
        assertThat(seen.counts().longRunningConnections()).isEqualTo(old.active());
        assertThat(seen.counts().stuckTransactions()).isEqualTo(old.inTransaction());
        assertThat(seen.topApplications().stream()
                        .mapToInt(ApplicationUsage::total)
                        .sum())
                .isEqualTo(seen.counts().totalConnections());
        assertThat(seen.topApplications().stream()
                        .mapToInt(ApplicationUsage::zombie)
                        .sum())
                .isEqualTo(seen.counts().zombieConnections());
        assertUpcoming(seen.upcoming(), young);
    }

    /** The younger sessions have not crossed the thresholds, and cross them within the gap to the older ones. */
    private static void assertUpcoming(UpcomingCrossings upcoming, SessionPlan young) {
        // The idle session of the test is one of Connwarden, which is never a zombie.
        assertThat(upcoming.zombies()).hasSize(young.idle()).isSorted().allSatisfy(ObservedCountsIT::assertRemaining);
        assertThat(upcoming.stuckTransaction() == null).isEqualTo(young.inTransaction() == 0);
        if (young.idle() > 0) {
            assertThat(upcoming.longIdle()).isEqualTo(upcoming.zombies().get(0));
        }
        assertRemaining(upcoming.longRunning());
    }

    private static void assertRemaining(Duration remaining) {
        assertThat(remaining).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    /** Reads the clock through the idle session of the test, which keeps it below the thresholds. */
    private static Instant now(WatchedServer watched) throws SQLException {
        return watched.actuatorSession.call(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        });
    }

    /** The number of sessions per state of one application. */
    private record SessionPlan(int idle, int active, int inTransaction, String application) {
        private static final String[] NAMES = {"web", "jobs", "it's \"odd\"", null};

        static SessionPlan random(Random random) {
            return new SessionPlan(
                    random.nextInt(8), random.nextInt(6), random.nextInt(6), NAMES[random.nextInt(NAMES.length)]);
        }

        int total() {
            return idle + active + inTransaction;
        }

        List<TestSessions> open(String url) {
            return List.of(
                    TestSessions.idle(url, idle, application),
                    TestSessions.active(url, active, application),
                    TestSessions.idleInTransaction(url, inTransaction, application));
        }
    }
}
