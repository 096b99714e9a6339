package io.connwarden.monitor.wiring;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;
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
    private final LastSeen lastSeen;

    MonitorMetrics(MeterRegistry registry, LastSeen lastSeen, Collection<String> targets) {
        this.registry = registry;
        this.lastSeen = lastSeen;
        targets.forEach(this::describe);
    }

    void sampled(Health health, Duration took) {
        registry.timer(
                        "connwarden.sample.duration",
                        TARGET,
                        health.target(),
                        "status",
                        health.status().name().toLowerCase(Locale.ROOT))
                .record(took);
    }

    void tripped(String target) {
        registry.counter("connwarden.tripwire.trips", TARGET, target).increment();
    }

    @Override
    public void sent(String target) {
        registry.counter("connwarden.health.sent", TARGET, target).increment();
    }

    @Override
    public void superseded(String target) {
        registry.counter("connwarden.health.dropped", TARGET, target).increment();
    }

    private void describe(String target) {
        count(target, "total", Counts::totalConnections);
        count(target, "active", Counts::activeConnections);
        count(target, "idle", Counts::idleConnections);
        count(target, "idle_in_transaction", Counts::idleInTransactionConnections);
        count(target, "zombie", Counts::zombieConnections);
        gauge("connwarden.slot.utilization", target, Counts::slotUtilizationPercentage)
                .description("Client sessions as a share of the usable slots")
                .baseUnit("percent")
                .register(registry);
        for (Status status : Status.values()) {
            Gauge.builder("connwarden.target.status", lastSeen, seen -> is(seen, target, status))
                    .description("1 for the status the target has")
                    .tags(TARGET, target, "status", status.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        // There from the start, so that "nothing was dropped" can be told from "nobody counts".
        registry.counter("connwarden.health.sent", TARGET, target);
        registry.counter("connwarden.health.dropped", TARGET, target);
        registry.counter("connwarden.tripwire.trips", TARGET, target);
    }

    private void count(String target, String state, ToDoubleFunction<Counts> value) {
        gauge("connwarden.connections", target, value)
                .description("Client sessions, by state")
                .tag("state", state)
                .register(registry);
    }

    /** Not a number while the target has not been seen: an old count would look like a true one. */
    private Gauge.Builder<LastSeen> gauge(String name, String target, ToDoubleFunction<Counts> value) {
        return Gauge.builder(
                        name,
                        lastSeen,
                        seen -> seen.of(target)
                                .map(Health::counts)
                                .map(value::applyAsDouble)
                                .orElse(Double.NaN))
                .tag(TARGET, target);
    }

    private static double is(LastSeen seen, String target, Status status) {
        return seen.of(target).filter(health -> health.status() == status).isPresent() ? 1 : 0;
    }
}
