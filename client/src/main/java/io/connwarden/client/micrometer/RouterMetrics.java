package io.connwarden.client.micrometer;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.status.LaneStatus;
import io.connwarden.client.status.RouterStatus;
import io.connwarden.client.status.Totals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of one router: durations of calls, and gauges and counters of its lanes and its queue. The names begin
 * with {@code connwarden.client.}; {@code docs/metrics.md} documents each of them.
 */
public final class RouterMetrics implements MeterBinder {
    private final QueryRouter router;
    private final CachedStatus status;
    private final Tags tags;

    /**
     * Creates the metrics of a router.
     *
     * @param router the router
     * @param tags added to every meter, to distinguish several routers
     */
    public RouterMetrics(QueryRouter router, Iterable<Tag> tags) {
        this.router = router;
        this.status = new CachedStatus(router::status);
        this.tags = Tags.of(tags);
    }

    /**
     * Registers every meter. Call it once per registry.
     *
     * @param registry the registry
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        router.addListener(new QueryTimers(registry, "connwarden.client.query.duration", tags));
        registerGauge(registry, "connwarden.client.queue.length", tags, RouterStatus::queueLength);
        registerLane(registry, "standard", RouterStatus::standard);
        registerLane(registry, "reserved", RouterStatus::reserved);
        registerCounter(registry, "connwarden.client.retries", Totals::retries);
        registerCounter(registry, "connwarden.client.timeouts", Totals::timeouts);
        registerCounter(registry, "connwarden.client.fallbacks", Totals::fallbacks);
        registerCounter(registry, "connwarden.client.cancel.requests", Totals::cancelRequests);
        registerCounter(registry, "connwarden.client.connections.abandoned", Totals::abandonedConnections);
    }

    private void registerLane(MeterRegistry registry, String name, LaneSelector lane) {
        Tags laneTags = tags.and("lane", name);
        registerGauge(
                registry,
                "connwarden.client.queries.running",
                laneTags,
                now -> lane.select(now).running());
        registerGauge(
                registry,
                "connwarden.client.queries.waiting",
                laneTags,
                now -> lane.select(now).waiting());
        registerGauge(
                registry,
                "connwarden.client.connections",
                laneTags.and("state", "active"),
                now -> lane.select(now).pool().active());
        registerGauge(
                registry,
                "connwarden.client.connections",
                laneTags.and("state", "idle"),
                now -> lane.select(now).pool().idle());
    }

    private void registerGauge(MeterRegistry registry, String name, Tags with, ToDoubleFunction<RouterStatus> value) {
        Gauge.builder(name, () -> value.applyAsDouble(status.get())).tags(with).register(registry);
    }

    private void registerCounter(MeterRegistry registry, String name, ToDoubleFunction<Totals> value) {
        FunctionCounter.builder(
                        name, status, now -> value.applyAsDouble(now.get().totals()))
                .tags(tags)
                .register(registry);
    }

    private interface LaneSelector {
        LaneStatus select(RouterStatus status);
    }
}
