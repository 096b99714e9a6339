package io.connwarden.monitor.config;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.monitor.sampling.BackOff;
import io.connwarden.monitor.sampling.Cadence;
import io.connwarden.monitor.sampling.Tripwire;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The block {@code connwarden.monitor}. Durations are 100 ms to 1 h unless said otherwise.
 *
 * @param instance names this process in the {@code source} of its events; null: the name of the host
 * @param healthCheckInterval between full samples of one target
 * @param criticalInterval between full samples while a target is CRITICAL, at most healthCheckInterval; null: 5 s, or
 *     healthCheckInterval where that is shorter
 * @param tripwireInterval between cheap readings, at most healthCheckInterval; null: 1 s, or healthCheckInterval where
 *     that is shorter
 * @param tripwireJump a rise by this share of the usable slots, in percent, is sampled at once; 1 to 100
 * @param tripwireHysteresis how far below its threshold a level is left, in percent of the usable slots; 0 to 50
 * @param retryFirst wait after the first failed look; it doubles with each further one
 * @param retryMost longest wait between failed looks, at least retryFirst
 * @param topApplications how many applications an event names at most, 0 to 100
 * @param shutdownFlush how long a stop waits for what is not sent yet; 0 to 1 min
 */
public record MonitorSettings(
        @Nullable String instance,
        @DefaultValue("30s") Duration healthCheckInterval,
        @Nullable Duration criticalInterval,
        @Nullable Duration tripwireInterval,
        @DefaultValue("10") double tripwireJump,
        @DefaultValue("5") double tripwireHysteresis,
        @DefaultValue("1s") Duration retryFirst,
        @DefaultValue("30s") Duration retryMost,
        @DefaultValue("10") int topApplications,
        @DefaultValue("5s") Duration shutdownFlush) {
    public static final String PREFIX = "connwarden.monitor";
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration CRITICAL_INTERVAL = Duration.ofSeconds(5);
    private static final Duration TRIPWIRE_INTERVAL = Duration.ofSeconds(1);

    public MonitorSettings {
        if (instance != null && !instance.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "instance must be 1 to 100 letters, digits, dots, dashes or underscores, was '" + instance + "'");
        }
        within("health-check-interval", healthCheckInterval, SHORTEST, LONGEST);
        if (criticalInterval != null) {
            within("critical-interval", criticalInterval, SHORTEST, healthCheckInterval);
        }
        if (tripwireInterval != null) {
            within("tripwire-interval", tripwireInterval, SHORTEST, healthCheckInterval);
        }
        within("tripwire-jump", tripwireJump, 1, 100);
        within("tripwire-hysteresis", tripwireHysteresis, 0, 50);
        within("retry-first", retryFirst, SHORTEST, LONGEST);
        within("retry-most", retryMost, retryFirst, LONGEST);
        within("top-applications", topApplications, 0, 100);
        within("shutdown-flush", shutdownFlush, Duration.ZERO, Duration.ofMinutes(1));
    }

    public Cadence cadence() {
        return new Cadence(
                healthCheckInterval,
                orShorter(criticalInterval, CRITICAL_INTERVAL),
                orShorter(tripwireInterval, TRIPWIRE_INTERVAL),
                new BackOff(retryFirst, retryMost));
    }

    /** Trips at the levels of slot utilization that the target's status has. */
    public Tripwire tripwire(Thresholds thresholds) {
        return new Tripwire(
                thresholds.warningSlotUtilization(),
                thresholds.criticalSlotUtilization(),
                tripwireJump,
                tripwireHysteresis);
    }

    private Duration orShorter(@Nullable Duration written, Duration standard) {
        Duration shorter = standard.compareTo(healthCheckInterval) < 0 ? standard : healthCheckInterval;
        return Objects.requireNonNullElse(written, shorter);
    }

    private static void within(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    key + " must be " + spoken(least) + " to " + spoken(most) + ", was " + spoken(value));
        }
    }

    private static void within(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    key + " must be " + spoken(least) + " to " + spoken(most) + ", was " + spoken(value));
        }
    }

    private static String spoken(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static String spoken(double number) {
        return number == Math.rint(number) ? String.valueOf(Math.round(number)) : String.valueOf(number);
    }
}
