package io.connwarden.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.connwarden.console.view.HealthTrend;
import io.connwarden.console.view.TrendPoint;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A target as the API shows it.
 *
 * @param ageSeconds time since the latest sample, in seconds; not below 0
 * @param health the latest health event as on its topic
 * @param trend the samples of the last hour in the order of time; absent in a list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TargetView(
        String id,
        double ageSeconds,
        @JsonRawValue String health,
        @Nullable List<TrendPoint> trend) {

    static TargetView withTrend(HealthTrend trend, Instant now) {
        return of(trend, now, trend.points());
    }

    static TargetView withoutTrend(HealthTrend trend, Instant now) {
        return of(trend, now, null);
    }

    private static TargetView of(HealthTrend trend, Instant now, @Nullable List<TrendPoint> points) {
        Health latest = Objects.requireNonNull(trend.latest());
        double age = Duration.between(latest.lastCheck(), now).toMillis() / 1000.0;
        return new TargetView(
                latest.target(), Math.max(0, age), EventCodec.instance().toJson(latest), points);
    }
}
