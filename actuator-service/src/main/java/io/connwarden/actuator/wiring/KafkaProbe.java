package io.connwarden.actuator.wiring;

import io.connwarden.actuator.health.KafkaReach;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The periodic request that shows that a broker can be reached. Consumers and producers do not show this: without
 * records they wait, and a lost host leaves their connections open. The request needs no right. Used by one thread.
 */
final class KafkaProbe implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    /** The time for one request. A connection that needs longer to open is used by a later request. */
    private static final int REQUEST_TIMEOUT_MILLIS = 1_000;

    private final Map<String, Object> kafka;
    private final KafkaReach reach;
    private final InstantSource clock;
    private @Nullable Admin admin;

    KafkaProbe(Map<String, Object> kafka, KafkaReach reach, InstantSource clock) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        this.reach = reach;
        this.clock = clock;
    }

    Runnable task(ShutdownSignal shutdown) {
        return new PeriodicTask(
                "Kafka is not probed: targets are sampled directly only after a time without health events",
                "Kafka is probed again",
                INTERVAL,
                shutdown,
                this::probe);
    }

    private void probe() {
        Instant start = clock.instant();
        try {
            admin().describeCluster().nodes().get();
            reach.onSuccess();
        } catch (ExecutionException | KafkaException e) {
            reach.onFailure(start, RootCause.describe(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShutdownException();
        }
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(kafka);
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
