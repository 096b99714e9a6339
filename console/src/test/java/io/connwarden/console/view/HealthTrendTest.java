package io.connwarden.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HealthTrendTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final HealthTrend trend = new HealthTrend();
    private int second;

    @Test
    void the_curve_has_the_highest_value_of_each_part_of_the_hour() {
        add(60, 50);
        add(40, 20);
        add(35, 10);
        add(2, 30);
        add(0, 90);
        assertThat(trend.utilization(4)).containsExactly(50.0, 20.0, null, 90.0);
    }

    @Test
    void a_peak_between_two_points_is_kept() {
        for (int sessions : new int[] {50, 95, 60}) {
            second++;
            add(0, sessions);
        }
        assertThat(trend.points())
                .extracting(TrendPoint::slotUtilizationPercentage)
                .containsExactly(95.0);
        assertThat(trend.latest().counts().totalConnections()).isEqualTo(60);
    }

    @Test
    void a_target_without_samples_has_an_empty_curve() {
        assertThat(trend.utilization(3)).containsExactly(null, null, null);
    }

    private void add(int minutesAgo, int sessions) {
        trend.add(Health.builder(
                        "t",
                        HealthStatus.HEALTHY,
                        "fine",
                        NOW.minusSeconds(60L * minutesAgo).plusSeconds(second))
                .counts(Counts.builder()
                        .totalConnections(sessions)
                        .maxConnections(100)
                        .usableConnections(100)
                        .build())
                .serverVersion("18.1")
                .inRecovery(false)
                .build());
    }
}
