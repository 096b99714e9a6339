package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.ObservationBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The definition of each status, once more in other words, over random targets and thresholds. */
class AssessmentPropertyTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(SEED);

    @Test
    void the_status_follows_from_the_published_counts_and_the_thresholds() {
        for (int i = 0; i < 20_000; i++) {
            Thresholds thresholds = thresholds();
            Health health = Assessment.assess(observation(), thresholds, NOW);

            assertThat(health.status())
                    .as("case %d of -Dseed=%d: %s %s", i, SEED, health, thresholds)
                    .isEqualTo(expected(health.counts(), thresholds));
            assertThat(health.reason()).isNotBlank();
            assertThat(health.recommendations()).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    private static HealthStatus expected(Counts counts, Thresholds thresholds) {
        boolean visible = counts.visibilityPercentage() >= thresholds.minimumVisibility();
        boolean critical = counts.slotUtilizationPercentage() > thresholds.criticalSlotUtilization();
        boolean warning = counts.slotUtilizationPercentage() > thresholds.warningSlotUtilization()
                || counts.zombieConnections() > thresholds.warningZombies();
        boolean cleanup = counts.zombieConnections() > thresholds.cleanupZombies() || counts.stuckTransactions() > 0;
        HealthStatus full = critical ? HealthStatus.CRITICAL : warning ? HealthStatus.WARNING : HealthStatus.HEALTHY;
        HealthStatus judged = full == HealthStatus.HEALTHY && cleanup ? HealthStatus.CLEANUP_NEEDED : full;
        return visible ? judged : HealthStatus.UNKNOWN;
    }

    private Observation observation() {
        int maxConnections = 1 + random.nextInt(300);
        int usable = 1 + random.nextInt(maxConnections);
        int total = random.nextInt(maxConnections + 10);
        return new Observation(
                "orders-db",
                total,
                random.nextInt(total + 1),
                random.nextInt(total + 1),
                random.nextInt(total + 1),
                random.nextInt(30),
                random.nextInt(total + 1),
                random.nextInt(total + 1),
                random.nextInt(5) == 0 ? 1 : 0,
                random.nextInt(3),
                maxConnections,
                usable,
                random.nextInt(4) == 0 ? random.nextDouble() * 100 : 100,
                random.nextDouble() * 1e4,
                List.of(new ApplicationUsage(
                        random.nextBoolean() ? "web" : null, null, total, 0, 0, random.nextInt(3))),
                "18.1",
                random.nextBoolean(),
                NOW.plusSeconds(random.nextInt(10)));
    }

    private Thresholds thresholds() {
        double critical = 1 + random.nextInt(100);
        int warningZombies = random.nextInt(25);
        return new Thresholds(
                Duration.ofSeconds(1 + random.nextInt(1000)),
                Duration.ofSeconds(1 + random.nextInt(1000)),
                Duration.ofSeconds(1 + random.nextInt(1000)),
                Duration.ofSeconds(1 + random.nextInt(1000)),
                critical,
                1 + random.nextInt((int) critical),
                warningZombies,
                random.nextInt(warningZombies + 1),
                random.nextInt(101));
    }
}
