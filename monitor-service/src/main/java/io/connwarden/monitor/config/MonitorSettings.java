package io.connwarden.monitor.config;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.value.Checks;
import io.connwarden.monitor.sampling.SamplingIntervals;
import io.connwarden.monitor.sampling.SamplingSettings;
import io.connwarden.monitor.sampling.Tripwire;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings in the block {@code connwarden.monitor}. Durations are 100 ms to 1 h unless stated otherwise.
 *
 * @param instance the name of this process in the {@code source} of its events; null for the host name
 * @param healthCheckInterval the interval of full samples
 * @param criticalInterval the interval of full samples while a target is CRITICAL, at most healthCheckInterval; null
 *     for the shorter of 5 s and healthCheckInterval
 * @param minInterval the minimum interval from a full sample to one at the time when an age threshold is crossed, at
 *     most healthCheckInterval; a tenth of it after a gap of twice this time; null for the shorter of 1 s and
 *     healthCheckInterval
 * @param tripwireInterval the interval of tripwire readings, at most healthCheckInterval; null for the shorter of 1 s
 *     and healthCheckInterval
 * @param tripwireJump the rise that triggers a sample, in percent of the usable slots; 1 to 100
 * @param tripwireHysteresis the distance below its threshold at which a level is left, in percent of the usable
 *     slots; 0 to 50
 * @param retryInitialDelay the delay after the first failed sample; each further failure doubles it
 * @param retryMaxDelay the maximum delay after a failed sample, at least retryInitialDelay
 * @param topApplications the maximum number of applications in an event, 0 to 100
 * @param shutdownFlushTimeout the maximum time for sending pending events at shutdown; 0 to 1 min
 * @param sessions the snapshots
 */
public record MonitorSettings(
        @Nullable String instance,
        @DefaultValue("30s") Duration healthCheckInterval,
        @Nullable Duration criticalInterval,
        @Nullable Duration minInterval,
        @Nullable Duration tripwireInterval,
        @DefaultValue("10") double tripwireJump,
        @DefaultValue("5") double tripwireHysteresis,
        @DefaultValue("1s") Duration retryInitialDelay,
        @DefaultValue("30s") Duration retryMaxDelay,
        @DefaultValue("10") int topApplications,
        @DefaultValue("5s") Duration shutdownFlushTimeout,
        @DefaultValue Sessions sessions) {
    public static final String PREFIX = "connwarden.monitor";
    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);
    private static final Duration MAX_INTERVAL = Duration.ofHours(1);
    private static final Duration DEFAULT_CRITICAL_INTERVAL = Duration.ofSeconds(5);
    private static final Duration DEFAULT_MIN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration DEFAULT_TRIPWIRE_INTERVAL = Duration.ofSeconds(1);

    public MonitorSettings {
        if (instance != null) {
            Checks.require(
                    instance.matches("[A-Za-z0-9._-]{1,100}"),
                    "instance",
                    "1 to 100 letters, digits, dots, dashes or underscores",
                    "'" + instance + "'");
        }
        Checks.requireInRange("health-check-interval", healthCheckInterval, MIN_INTERVAL, MAX_INTERVAL);
        if (criticalInterval != null) {
            Checks.requireInRange("critical-interval", criticalInterval, MIN_INTERVAL, healthCheckInterval);
        }
        if (minInterval != null) {
            Checks.requireInRange("min-interval", minInterval, MIN_INTERVAL, healthCheckInterval);
        }
        if (tripwireInterval != null) {
            Checks.requireInRange("tripwire-interval", tripwireInterval, MIN_INTERVAL, healthCheckInterval);
        }
        Checks.require(tripwireJump >= 1 && tripwireJump <= 100, "tripwire-jump", "1 to 100", tripwireJump);
        Checks.require(
                tripwireHysteresis >= 0 && tripwireHysteresis <= 50,
                "tripwire-hysteresis",
                "0 to 50",
                tripwireHysteresis);
        Checks.requireInRange("retry-initial-delay", retryInitialDelay, MIN_INTERVAL, MAX_INTERVAL);
        Checks.requireInRange("retry-max-delay", retryMaxDelay, retryInitialDelay, MAX_INTERVAL);
        Checks.requireInRange("top-applications", topApplications, 0, 100);
        Checks.requireInRange("shutdown-flush-timeout", shutdownFlushTimeout, Duration.ZERO, Duration.ofMinutes(1));
    }

    /**
     * The settings in the block {@code connwarden.monitor.sessions}.
     *
     * @param enabled false to publish no snapshots
     * @param compression the codec of the topic: none, gzip, lz4, snappy or zstd
     */
    public record Sessions(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("gzip") String compression) {
        public Sessions {
            Checks.require(
                    List.of("none", "gzip", "lz4", "snappy", "zstd").contains(compression),
                    "compression",
                    "none, gzip, lz4, snappy or zstd",
                    "'" + compression + "'");
        }
    }

    public SamplingIntervals samplingIntervals() {
        return new SamplingIntervals(
                healthCheckInterval,
                orDefault(criticalInterval, DEFAULT_CRITICAL_INTERVAL),
                orDefault(minInterval, DEFAULT_MIN_INTERVAL),
                orDefault(tripwireInterval, DEFAULT_TRIPWIRE_INTERVAL),
                retryInitialDelay,
                retryMaxDelay);
    }

    /** Returns the settings for a target with these thresholds. */
    public SamplingSettings sampling(Thresholds thresholds) {
        return new SamplingSettings(thresholds, tripwire(thresholds), samplingIntervals());
    }

    /** Returns a tripwire at the thresholds of the status. */
    public Tripwire tripwire(Thresholds thresholds) {
        return new Tripwire(
                thresholds.warningSlotUtilization(),
                thresholds.criticalSlotUtilization(),
                tripwireJump,
                tripwireHysteresis);
    }

    private Duration orDefault(@Nullable Duration configured, Duration defaultValue) {
        Duration shorter = defaultValue.compareTo(healthCheckInterval) < 0 ? defaultValue : healthCheckInterval;
        return Objects.requireNonNullElse(configured, shorter);
    }
}
