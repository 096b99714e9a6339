package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.embedded.fixture.PostgresVersion;
import io.connwarden.embedded.fixture.SessionCrowd;
import io.connwarden.sql.VersionedServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random crowds, some older than the thresholds and some younger: what is counted is what is there. */
class CountsAreTrueIT {
    private static final Duration GAP = Duration.ofSeconds(3);
    private static final int OWN = 2;

    private final List<SessionCrowd> crowds = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("io.connwarden.sql.VersionedServers#versions")
    void counts_equal_the_crowd(PostgresVersion version) throws SQLException {
        long seed = new Random().nextLong();
        System.out.println("CountsAreTrueIT " + version + " seed " + seed);
        Random random = new Random(seed);
        try (WatchedServer watched = new WatchedServer(VersionedServers.of(version))) {
            CrowdPlan old = CrowdPlan.random(random);
            CrowdPlan young = CrowdPlan.random(random);
            crowds.addAll(old.open(watched.url));
            Instant boundary = now(watched);
            await().atMost(WatchedServer.PATIENCE).until(() -> now(watched).isAfter(boundary.plus(GAP)));
            crowds.addAll(young.open(watched.url));
            watched.observeAll(old.total() + young.total() + OWN, WatchedServer.after(GAP), 0);
            Duration age = Duration.between(boundary, now(watched));
            Observation seen = watched.queries.observe("t", WatchedServer.after(age), 100);
            assertTrue(seen, old, young);
        } finally {
            crowds.forEach(SessionCrowd::close);
        }
    }

    private static void assertTrue(Observation seen, CrowdPlan old, CrowdPlan young) {
        assertThat(seen.total()).isEqualTo(old.total() + young.total() + OWN);
        // Of our own two sessions one asks and one is idle, since a moment ago.
        assertThat(seen.idle()).isEqualTo(old.idle() + young.idle() + 1);
        assertThat(seen.active()).isEqualTo(old.active() + young.active() + 1);
        assertThat(seen.idleInTransaction()).isEqualTo(old.inTransaction() + young.inTransaction());
        assertThat(seen.zombie()).isEqualTo(old.idle());
        assertThat(seen.longIdle()).isEqualTo(old.idle());
        assertThat(seen.longRunning()).isEqualTo(old.active());
        assertThat(seen.stuckTransactions()).isEqualTo(old.inTransaction());
        assertThat(seen.topApplications().stream()
                        .mapToInt(ApplicationUsage::total)
                        .sum())
                .isEqualTo(seen.total());
        assertThat(seen.topApplications().stream()
                        .mapToInt(ApplicationUsage::zombie)
                        .sum())
                .isEqualTo(seen.zombie());
    }

    /** Asked in one of our own sessions, which stays young thereby. */
    private static Instant now(WatchedServer watched) throws SQLException {
        try (Connection connection = watched.acting.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    /** How many sessions of each kind, under one application name. */
    private record CrowdPlan(int idle, int active, int inTransaction, String application) {
        private static final String[] NAMES = {"web", "jobs", "it's \"odd\"", null};

        static CrowdPlan random(Random random) {
            return new CrowdPlan(
                    random.nextInt(8), random.nextInt(6), random.nextInt(6), NAMES[random.nextInt(NAMES.length)]);
        }

        int total() {
            return idle + active + inTransaction;
        }

        List<SessionCrowd> open(String url) {
            return List.of(
                    SessionCrowd.idle(url, idle, application),
                    SessionCrowd.active(url, active, application),
                    SessionCrowd.idleInTransaction(url, inTransaction, application));
        }
    }
}
