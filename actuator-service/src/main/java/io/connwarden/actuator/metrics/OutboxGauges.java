package io.connwarden.actuator.metrics;

import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.Outbox.OutboxDepth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** The gauges of the outbox. A background task reads the values, so that a scrape does not query the log store. */
public final class OutboxGauges {
    private static final Duration READ_INTERVAL = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final ShutdownSignal shutdown;
    private volatile OutboxDepth depth = new OutboxDepth(0, 0, 0);

    public OutboxGauges(Outbox outbox, ShutdownSignal shutdown, MeterRegistry registry) {
        this.outbox = outbox;
        this.shutdown = shutdown;
        Gauge.builder("connwarden.actuator.outbox.depth", () -> depth.pending()).register(registry);
        Gauge.builder("connwarden.actuator.outbox.oldest.age", () -> depth.maxAgeSeconds())
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("connwarden.actuator.outbox.rejected", () -> depth.rejected())
                .register(registry);
    }

    /** Returns the task that reads the values. */
    public Runnable readTask() {
        return new PeriodicTask(
                "Outbox depth not read: its metrics keep their last values",
                "Outbox depth is read again",
                READ_INTERVAL,
                shutdown,
                () -> depth = outbox.depth());
    }
}
