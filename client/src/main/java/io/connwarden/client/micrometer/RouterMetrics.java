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
 * The metrics of one router.
 *
 * <ul>
 *   <li>{@code connwarden.client.queries}: timer by {@code query}, {@code priority} and {@code outcome}
 *   <li>{@code connwarden.client.queue.length}, {@code .in.flight}, {@code .waiting}, {@code .connections}: gauges; the
 *       last three by {@code lane}, connections also by {@code state}
 *   <li>{@code connwarden.client.retries}, {@code .timeouts}, {@code .fallbacks}, {@code .cancelled.statements}, {@code
 *       .abandoned.connections}: counters
 * </ul>
 */
public final class RouterMetrics implements MeterBinder {
    private static final String PREFIX = "connwarden.client.";

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
        router.addListener(new QueryTimers(registry, PREFIX + "queries", tags));
        registerGauge(registry, "queue.length", tags, RouterStatus::queueLength);
        registerLane(registry, "standard", RouterStatus::standard);
        registerLane(registry, "reserved", RouterStatus::reserved);
        registerCounter(registry, "retries", Totals::retries);
        registerCounter(registry, "timeouts", Totals::timeouts);
        registerCounter(registry, "fallbacks", Totals::fallbacks);
        registerCounter(registry, "cancelled.statements", Totals::cancelledStatements);
        registerCounter(registry, "abandoned.connections", Totals::abandonedConnections);
    }

    private void registerLane(MeterRegistry registry, String name, LaneSelector lane) {
        Tags laneTags = tags.and("lane", name);
        registerGauge(registry, "in.flight", laneTags, now -> lane.select(now).inFlight());
        registerGauge(registry, "waiting", laneTags, now -> lane.select(now).waiting());
        registerGauge(
                registry,
                "connections",
                laneTags.and("state", "active"),
                now -> lane.select(now).pool().active());
        registerGauge(
                registry,
                "connections",
                laneTags.and("state", "idle"),
                now -> lane.select(now).pool().idle());
    }

    private void registerGauge(MeterRegistry registry, String name, Tags with, ToDoubleFunction<RouterStatus> value) {
        Gauge.builder(PREFIX + name, () -> value.applyAsDouble(status.get()))
                .tags(with)
                .register(registry);
    }

    private void registerCounter(MeterRegistry registry, String name, ToDoubleFunction<Totals> value) {
        FunctionCounter.builder(
                        PREFIX + name,
                        status,
                        now -> value.applyAsDouble(now.get().totals()))
                .tags(tags)
                .register(registry);
    }

    private interface LaneSelector {
        LaneStatus select(RouterStatus status);
    }
}
