package io.connwarden.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.view.HealthTrend;
import io.connwarden.console.view.TrendPoint;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.PauseSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A target as the API shows it.
 *
 * @param ageSeconds time since the latest sample, in seconds; not below 0
 * @param health the latest health event as on its topic
 * @param paused the pause that holds, as far as a result has told it; null if there is none
 * @param nextPause the pause with the window that opens next, as far as a result has told it; null if there is none
 * @param watching true if the latest automatic action was a dry run, because its rule has mode watch
 * @param trend the samples of the last hour in the order of time; absent in a list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TargetView(
        String id,
        double ageSeconds,
        @JsonRawValue String health,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable PauseView paused,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable PauseView nextPause,
        boolean watching,
        @Nullable List<TrendPoint> trend) {

    static TargetView withTrend(HealthTrend trend, FleetView view, Instant now) {
        return of(trend, view, now, trend.points());
    }

    static TargetView withoutTrend(HealthTrend trend, FleetView view, Instant now) {
        return of(trend, view, now, null);
    }

    private static TargetView of(HealthTrend trend, FleetView view, Instant now, @Nullable List<TrendPoint> points) {
        Health latest = Objects.requireNonNull(trend.latest());
        double age = Duration.between(latest.lastCheck(), now).toMillis() / 1000.0;
        return new TargetView(
                latest.target(),
                Math.max(0, age),
                EventCodec.instance().toJson(latest),
                shown(view.pause(latest.target(), now), now),
                shown(view.nextPause(latest.target(), now), now),
                view.isWatching(latest.target()),
                points);
    }

    private static @Nullable PauseView shown(Optional<PauseSummary> pause, Instant now) {
        return pause.map(each -> PauseView.of(each, now)).orElse(null);
    }
}
