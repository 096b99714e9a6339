package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.ObservationBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.testing.SeededTest;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Compares the assessment of random targets and thresholds with a second definition of each status. */
class AssessmentPropertyTest {

    @SeededTest(count = 10)
    void the_status_follows_from_the_published_counts_and_the_thresholds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Thresholds thresholds = thresholds(random);
            Health health = Assessment.assess(observation(random), thresholds, NOW);

            assertThat(health.status())
                    .as("case %d: %s %s", i, health, thresholds)
                    .isEqualTo(expected(health.counts(), thresholds));
            assertThat(health.reason()).isNotBlank();
            assertThat(health.recommendations()).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    private static HealthStatus expected(Counts counts, Thresholds thresholds) {
        boolean visible = counts.visibilityPercentage() >= thresholds.minVisibility();
        boolean critical = counts.slotUtilizationPercentage() > thresholds.criticalSlotUtilization();
        boolean warning = counts.slotUtilizationPercentage() > thresholds.warningSlotUtilization()
                || counts.zombieConnections() > thresholds.warningZombies();
        boolean cleanup = counts.zombieConnections() > thresholds.cleanupZombies() || counts.stuckTransactions() > 0;
        HealthStatus full = critical ? HealthStatus.CRITICAL : warning ? HealthStatus.WARNING : HealthStatus.HEALTHY;
        HealthStatus judged = full == HealthStatus.HEALTHY && cleanup ? HealthStatus.CLEANUP_NEEDED : full;
        return visible ? judged : HealthStatus.UNKNOWN;
    }

    private static Observation observation(Random random) {
        int maxConnections = 1 + random.nextInt(300);
        int usable = 1 + random.nextInt(maxConnections);
        int total = random.nextInt(maxConnections + 10);
        Counts counts = Counts.builder()
                .totalConnections(total)
                .activeConnections(random.nextInt(total + 1))
                .idleConnections(random.nextInt(total + 1))
                .idleInTransactionConnections(random.nextInt(total + 1))
                .zombieConnections(random.nextInt(30))
                .longIdleConnections(random.nextInt(total + 1))
                .longRunningConnections(random.nextInt(total + 1))
                .stuckTransactions(random.nextInt(5) == 0 ? 1 : 0)
                .waitingOnLockConnections(random.nextInt(3))
                .maxConnections(maxConnections)
                .usableConnections(usable)
                .visibilityPercentage(random.nextInt(4) == 0 ? random.nextDouble() * 100 : 100)
                .oldestTransactionSeconds(random.nextDouble() * 1e4)
                .build();
        return new Observation(
                "orders-db",
                counts,
                List.of(new ApplicationUsage(
                        random.nextBoolean() ? "web" : null, null, total, 0, 0, random.nextInt(3))),
                "18.1",
                random.nextBoolean(),
                NOW.plusSeconds(random.nextInt(10)),
                UpcomingCrossings.none());
    }

    private static Thresholds thresholds(Random random) {
        double critical = 1 + random.nextInt(100);
        int warningZombies = random.nextInt(25);
        return Thresholds.builder()
                .zombie(Duration.ofSeconds(1 + random.nextInt(1000)))
                .longIdle(Duration.ofSeconds(1 + random.nextInt(1000)))
                .longRunning(Duration.ofSeconds(1 + random.nextInt(1000)))
                .stuckTransaction(Duration.ofSeconds(1 + random.nextInt(1000)))
                .criticalSlotUtilization(critical)
                .warningSlotUtilization(1 + random.nextInt((int) critical))
                .warningZombies(warningZombies)
                .cleanupZombies(random.nextInt(warningZombies + 1))
                .minVisibility(random.nextInt(101))
                .build();
    }
}
