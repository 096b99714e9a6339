package io.connwarden.monitor.metrics;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.monitor.publishing.PublishingListener;
import io.connwarden.monitor.sampling.LatestHealth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The metrics of the monitor. {@code docs/metrics.md} documents each of them. */
public final class MonitorMetrics implements PublishingListener {
    private static final String EVENTS_PUBLISHED = "connwarden.monitor.events.published";
    private static final String EVENTS_SUPERSEDED = "connwarden.monitor.events.superseded";
    private static final String SNAPSHOTS_PUBLISHED = "connwarden.monitor.snapshots.published";
    private static final String SNAPSHOTS_SUPERSEDED = "connwarden.monitor.snapshots.superseded";
    private static final String TRIPWIRE_TRIPS = "connwarden.monitor.tripwire.trips";
    private static final String TARGET = "target";

    private final MeterRegistry registry;
    private final LatestHealth latestHealth;

    public MonitorMetrics(MeterRegistry registry, LatestHealth latestHealth, Collection<String> targets) {
        this.registry = registry;
        this.latestHealth = latestHealth;
        targets.forEach(this::registerMeters);
    }

    public void recordSample(Health health, Duration duration) {
        registry.timer(
                        "connwarden.monitor.sample.duration",
                        TARGET,
                        health.target(),
                        "status",
                        lowerCase(health.status()))
                .record(duration);
    }

    public void countTripwireTrip(String target) {
        registry.counter(TRIPWIRE_TRIPS, TARGET, target).increment();
    }

    @Override
    public void onPublished(String target) {
        registry.counter(EVENTS_PUBLISHED, TARGET, target).increment();
    }

    @Override
    public void onSuperseded(String target) {
        registry.counter(EVENTS_SUPERSEDED, TARGET, target).increment();
    }

    /** Returns the listener that counts snapshots instead of health events. */
    public PublishingListener ofSnapshots() {
        return new PublishingListener() {
            @Override
            public void onPublished(String target) {
                registry.counter(SNAPSHOTS_PUBLISHED, TARGET, target).increment();
            }

            @Override
            public void onSuperseded(String target) {
                registry.counter(SNAPSHOTS_SUPERSEDED, TARGET, target).increment();
            }
        };
    }

    private void registerMeters(String target) {
        registerSessions(target, "active", Counts::activeConnections);
        registerSessions(target, "idle", Counts::idleConnections);
        registerSessions(target, "idle_in_transaction", Counts::idleInTransactionConnections);
        registerSessions(target, "other", MonitorMetrics::otherConnections);
        gaugeBuilder("connwarden.monitor.zombies", target, Counts::zombieConnections)
                .description("Zombies")
                .register(registry);
        gaugeBuilder("connwarden.monitor.slot.utilization", target, counts -> counts.slotUtilizationPercentage() / 100)
                .description("Client sessions divided by usable slots")
                .baseUnit("ratio")
                .register(registry);
        for (HealthStatus status : HealthStatus.values()) {
            Gauge.builder(
                            "connwarden.monitor.target.status",
                            latestHealth,
                            latest -> statusValue(latest, target, status))
                    .description("1 for the current status of the target")
                    .tags(TARGET, target, "status", lowerCase(status))
                    .register(registry);
        }
        // Registered at the start, so that a counter of zero is distinguished from a missing counter.
        registry.counter(EVENTS_PUBLISHED, TARGET, target);
        registry.counter(EVENTS_SUPERSEDED, TARGET, target);
        registry.counter(SNAPSHOTS_PUBLISHED, TARGET, target);
        registry.counter(SNAPSHOTS_SUPERSEDED, TARGET, target);
        registry.counter(TRIPWIRE_TRIPS, TARGET, target);
    }

    private void registerSessions(String target, String state, ToDoubleFunction<Counts> value) {
        gaugeBuilder("connwarden.monitor.sessions", target, value)
                .description("Client sessions by state")
                .tag("state", state)
                .register(registry);
    }

    /** Builds a gauge that is NaN without a sample: an outdated count would look current. */
    private Gauge.Builder<LatestHealth> gaugeBuilder(String name, String target, ToDoubleFunction<Counts> value) {
        return Gauge.builder(
                        name,
                        latestHealth,
                        latest -> latest.of(target)
                                .map(Health::counts)
                                .map(value::applyAsDouble)
                                .orElse(Double.NaN))
                .tag(TARGET, target);
    }

    private static double otherConnections(Counts counts) {
        return counts.totalConnections()
                - counts.activeConnections()
                - counts.idleConnections()
                - counts.idleInTransactionConnections();
    }

    private static double statusValue(LatestHealth latest, String target, HealthStatus status) {
        return latest.of(target).filter(health -> health.status() == status).isPresent() ? 1 : 0;
    }

    private static String lowerCase(HealthStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
