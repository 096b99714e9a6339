package io.connwarden.client.micrometer;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.status.LaneStatus;
import io.connwarden.client.status.PoolCounts;
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
 * with {@code connwarden.client.}; the pools have the names of HikariCP and of Spring Boot too. {@code docs/metrics.md}
 * documents each of them.
 */
public final class RouterMetrics implements MeterBinder {
    private final QueryRouter router;
    private final CachedStatus status;
    private final Tags tags;
    private final boolean histograms;

    /**
     * Creates the metrics of a router.
     *
     * @param router the router
     * @param tags added to every meter, to distinguish several routers
     */
    public RouterMetrics(QueryRouter router, Iterable<Tag> tags) {
        this(router, Tags.of(tags), false);
    }

    private RouterMetrics(QueryRouter router, Tags tags, boolean histograms) {
        this.router = router;
        this.status = new CachedStatus(router::status);
        this.tags = tags;
        this.histograms = histograms;
    }

    /**
     * Publishes the durations of calls as histograms too, for percentiles over several instances. Each query name then
     * has about 70 series per priority and outcome.
     *
     * @return metrics to be registered instead of these
     */
    public RouterMetrics withHistograms() {
        return new RouterMetrics(router, tags, true);
    }

    /**
     * Registers every meter. Call it once per registry.
     *
     * @param registry the registry
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        router.addListener(new QueryTimers(registry, "connwarden.client.query.duration", tags, histograms));
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
        registerPool(registry, router.settings().database().applicationName() + "-" + name, lane);
    }

    /** Registers what dashboards of HikariCP and of Spring Boot read. A call waits for a permit before the pool. */
    private void registerPool(MeterRegistry registry, String pool, LaneSelector lane) {
        Tags hikari = tags.and("pool", pool);
        registerGauge(
                registry, "hikaricp.connections", hikari, now -> pool(lane, now).total());
        registerGauge(
                registry,
                "hikaricp.connections.active",
                hikari,
                now -> pool(lane, now).active());
        registerGauge(
                registry,
                "hikaricp.connections.idle",
                hikari,
                now -> pool(lane, now).idle());
        registerGauge(
                registry,
                "hikaricp.connections.max",
                hikari,
                now -> pool(lane, now).max());
        registerGauge(
                registry,
                "hikaricp.connections.pending",
                hikari,
                now -> lane.select(now).waiting());
        Tags jdbc = tags.and("name", pool);
        registerGauge(
                registry,
                "jdbc.connections.active",
                jdbc,
                now -> pool(lane, now).active());
        registerGauge(
                registry, "jdbc.connections.idle", jdbc, now -> pool(lane, now).idle());
        registerGauge(
                registry, "jdbc.connections.max", jdbc, now -> pool(lane, now).max());
    }

    private static PoolCounts pool(LaneSelector lane, RouterStatus status) {
        return lane.select(status).pool();
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
