package io.connwarden.actuator.wiring;

import io.connwarden.actuator.health.KafkaReach;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * The periodic request that shows that a broker can be reached. Consumers and producers do not show this: without
 * records they wait, and a lost host leaves their connections open. The request needs no right. Used by one thread.
 */
final class KafkaProbe implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    /** The time for one request. A connection that needs longer to open is used by a later request. */
    private static final int REQUEST_TIMEOUT_MILLIS = 1_000;
    /** Failures in a row after which the client is replaced. */
    static final int MAX_FAILURES_OF_CLIENT = 20;

    private final KafkaReach reach;
    private final InstantSource clock;
    private final ReplaceableAdmin admin;

    KafkaProbe(Map<String, Object> kafka, KafkaReach reach, InstantSource clock) {
        this(kafka, reach, clock, Admin::create);
    }

    KafkaProbe(
            Map<String, Object> kafka,
            KafkaReach reach,
            InstantSource clock,
            Function<Map<String, Object>, Admin> clients) {
        this.reach = reach;
        this.clock = clock;
        this.admin = new ReplaceableAdmin(kafka, REQUEST_TIMEOUT_MILLIS, MAX_FAILURES_OF_CLIENT, clients);
    }

    Runnable task(ShutdownSignal shutdown) {
        return new PeriodicTask(
                "Kafka is not probed: targets are sampled directly only after a time without health events",
                "Kafka is probed again",
                INTERVAL,
                shutdown,
                this::probe);
    }

    void probe() {
        Instant start = clock.instant();
        try {
            admin.get().describeCluster().nodes().get();
            reach.onSuccess();
            admin.onSuccess();
        } catch (ExecutionException | KafkaException e) {
            reach.onFailure(start, RootCause.describe(e));
            admin.onFailure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShutdownException();
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
