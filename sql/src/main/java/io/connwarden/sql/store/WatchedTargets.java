package io.connwarden.sql.store;

import io.connwarden.sql.Seconds;
import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The targets that the actuators check for faults, and the arrival of their health events. Thread-safe. */
public final class WatchedTargets {
    private final JdbcClient jdbc;

    public WatchedTargets(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /** The time of a sample, compared with the clock at the arrival of its health event. */
    public enum EventTiming {
        VALID,
        /** Too old for an automatic action. */
        STALE,
        /** Ahead of the clock. */
        FUTURE
    }

    /**
     * The arrival of a health event.
     *
     * @param lag the age of the sample; negative if the sample is ahead of the clock
     * @param usable true if the event can lead to an action: its timing is VALID, and it has counts
     */
    public record HealthArrival(String target, EventTiming timing, Duration lag, boolean usable) {}

    /**
     * A watched target. All times are by the clock of the log store.
     *
     * @param checkedSince the start of the checks after the last gap
     * @param lastEvent null if no health event of the target has arrived yet
     */
    public record WatchedTarget(
            String target, Instant checkedSince, @Nullable LastEvent lastEvent) {

        /** Returns the time since which no health event has arrived although an actuator was running. */
        public Instant silentSince() {
            return sinceLast(lastEvent == null ? null : lastEvent.arrivedAt());
        }

        /** Returns the time since which no event has arrived that can lead to an action, as {@link #silentSince}. */
        public Instant unusableSince() {
            return sinceLast(lastEvent == null ? null : lastEvent.usableAt());
        }

        private Instant sinceLast(@Nullable Instant arrival) {
            return arrival == null || arrival.isBefore(checkedSince) ? checkedSince : arrival;
        }
    }

    /**
     * The last health event of a target.
     *
     * @param timingSince the arrival of the first event in a row with this timing
     * @param lag the age of the sample at the arrival; negative if the sample was ahead of the clock
     * @param usableAt the arrival of the last usable event; null if none has arrived yet
     */
    public record LastEvent(
            Instant arrivedAt,
            EventTiming timing,
            Instant timingSince,
            Duration lag,
            @Nullable Instant usableAt) {}

    /**
     * Records that the targets are configured and checked.
     *
     * @param maxGap a longer time since the last check is a time in which no actuator was running
     */
    public void watch(Collection<String> targets, Duration maxGap) {
        StoreStatement.WATCH_TARGETS
                .on(jdbc)
                .param("targets", ArrayParameter.of("text", targets, target -> target))
                .param("gapSeconds", Seconds.of(maxGap))
                .update();
    }

    /** Records the latest health events of different targets. */
    public void recordArrivals(Collection<HealthArrival> arrivals) {
        StoreStatement.WRITE_HEALTH_ARRIVALS
                .on(jdbc)
                .param("target", ArrayParameter.of("text", arrivals, HealthArrival::target))
                .param(
                        "timing",
                        ArrayParameter.of(
                                "text", arrivals, each -> each.timing().name()))
                .param("lagSeconds", ArrayParameter.of("float8", arrivals, each -> Seconds.of(each.lag())))
                .param("usable", ArrayParameter.of("bool", arrivals, HealthArrival::usable))
                .update();
    }

    /** Returns the given targets that were checked before. */
    public List<WatchedTarget> find(Collection<String> targets) {
        return StoreStatement.WATCHED_TARGETS
                .on(jdbc)
                .param("targets", ArrayParameter.of("text", targets, target -> target))
                .query((row, number) -> new WatchedTarget(
                        row.getString("target"), Timestamps.readRequired(row, "checked_since"), lastEvent(row)))
                .list();
    }

    private static @Nullable LastEvent lastEvent(ResultSet row) throws SQLException {
        Instant arrivedAt = Timestamps.read(row, "last_event_at");
        return arrivedAt == null
                ? null
                : new LastEvent(
                        arrivedAt,
                        EventTiming.valueOf(row.getString("timing")),
                        Timestamps.readRequired(row, "timing_since"),
                        Duration.ofMillis((long) (row.getDouble("lag_seconds") * 1_000)),
                        Timestamps.read(row, "last_usable_at"));
    }
}
