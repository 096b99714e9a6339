package io.connwarden.client.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.status.Latency;
import io.connwarden.testing.SeededTest;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void an_empty_histogram_reports_zero() {
        assertThat(histogram.latency())
                .isEqualTo(new Latency(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void percentiles_are_at_most_a_quarter_too_high_and_never_too_low() {
        for (int millis = 1; millis <= 1000; millis++) {
            histogram.record(Duration.ofMillis(millis).toNanos());
        }
        Latency latency = histogram.latency();
        assertThat(latency.count()).isEqualTo(1000);
        assertThat(latency.mean()).isEqualTo(Duration.ofNanos(500_500_000));
        assertThat(latency.p50()).isBetween(Duration.ofMillis(500), Duration.ofMillis(625));
        assertThat(latency.p95()).isBetween(Duration.ofMillis(950), Duration.ofSeconds(1));
        assertThat(latency.max()).isEqualTo(Duration.ofSeconds(1));
    }

    @SeededTest(count = 5)
    void every_duration_falls_into_a_bucket_whose_bound_it_does_not_exceed(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long nanos = random.nextLong(1L << (10 + random.nextInt(31)));
            int bucket = LatencyHistogram.bucket(nanos);
            assertThat(LatencyHistogram.upperBound(bucket)).as("%d ns", nanos).isGreaterThan(nanos);
            assertThat(bucket == 0 || LatencyHistogram.upperBound(bucket - 1) <= nanos)
                    .as("%d ns", nanos)
                    .isTrue();
        }
    }
}
