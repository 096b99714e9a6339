package io.connwarden.monitor.wiring;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.monitor.publishing.PublishingListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The monitor's meters. All begin with {@code connwarden.} and carry the target. */
final class MonitorMetrics implements PublishingListener {
    private static final String TARGET = "target";

    private final MeterRegistry registry;
    private final LatestHealth latestHealth;

    MonitorMetrics(MeterRegistry registry, LatestHealth latestHealth, Collection<String> targets) {
        this.registry = registry;
        this.latestHealth = latestHealth;
        targets.forEach(this::registerMeters);
    }

    void recordSample(Health health, Duration duration) {
        registry.timer(
                        "connwarden.sample.duration",
                        TARGET,
                        health.target(),
                        "status",
                        health.status().name().toLowerCase(Locale.ROOT))
                .record(duration);
    }

    void countTripwireTrip(String target) {
        registry.counter("connwarden.tripwire.trips", TARGET, target).increment();
    }

    @Override
    public void onSent(String target) {
        registry.counter("connwarden.health.sent", TARGET, target).increment();
    }

    @Override
    public void onSuperseded(String target) {
        registry.counter("connwarden.health.dropped", TARGET, target).increment();
    }

    private void registerMeters(String target) {
        registerConnections(target, "total", Counts::totalConnections);
        registerConnections(target, "active", Counts::activeConnections);
        registerConnections(target, "idle", Counts::idleConnections);
        registerConnections(target, "idle_in_transaction", Counts::idleInTransactionConnections);
        registerConnections(target, "zombie", Counts::zombieConnections);
        gaugeBuilder("connwarden.slot.utilization", target, Counts::slotUtilizationPercentage)
                .description("Client sessions as a share of the usable slots")
                .baseUnit("percent")
                .register(registry);
        for (HealthStatus status : HealthStatus.values()) {
            Gauge.builder("connwarden.target.status", latestHealth, seen -> statusValue(seen, target, status))
                    .description("1 for the status the target has")
                    .tags(TARGET, target, "status", status.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        // There from the start, so that "nothing was dropped" can be told from "nobody counts".
        registry.counter("connwarden.health.sent", TARGET, target);
        registry.counter("connwarden.health.dropped", TARGET, target);
        registry.counter("connwarden.tripwire.trips", TARGET, target);
    }

    private void registerConnections(String target, String state, ToDoubleFunction<Counts> value) {
        gaugeBuilder("connwarden.connections", target, value)
                .description("Client sessions, by state")
                .tag("state", state)
                .register(registry);
    }

    /** Not a number while the target has not been seen: an old count would look like a true one. */
    private Gauge.Builder<LatestHealth> gaugeBuilder(String name, String target, ToDoubleFunction<Counts> value) {
        return Gauge.builder(
                        name,
                        latestHealth,
                        seen -> seen.of(target)
                                .map(Health::counts)
                                .map(value::applyAsDouble)
                                .orElse(Double.NaN))
                .tag(TARGET, target);
    }

    private static double statusValue(LatestHealth seen, String target, HealthStatus status) {
        return seen.of(target).filter(health -> health.status() == status).isPresent() ? 1 : 0;
    }
}
