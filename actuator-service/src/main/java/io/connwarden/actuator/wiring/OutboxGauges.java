package io.connwarden.actuator.wiring;

import io.connwarden.actuator.pace.Repeating;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.OutboxDepth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Shows how full the outbox is. Read every few seconds, so that whoever scrapes metrics does not ask the store. */
class OutboxGauges {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final Rest rest;
    private volatile OutboxDepth depth = new OutboxDepth(0, 0, 0);

    OutboxGauges(Outbox outbox, Rest rest, MeterRegistry registry) {
        this.outbox = outbox;
        this.rest = rest;
        Gauge.builder("connwarden.actuator.outbox.depth", () -> depth.waiting()).register(registry);
        Gauge.builder("connwarden.actuator.outbox.oldest", () -> depth.oldestSeconds())
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("connwarden.actuator.outbox.refused", () -> depth.refused())
                .register(registry);
    }

    Runnable readings() {
        return new Repeating("look into the outbox", EVERY, rest, () -> depth = outbox.depth());
    }
}
