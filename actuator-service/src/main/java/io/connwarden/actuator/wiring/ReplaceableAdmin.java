package io.connwarden.actuator.wiring;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * An admin client of Kafka that is replaced after some failures in a row. An Error ends the thread of a client, and the
 * client never answers again. Used by one thread, and closed by any.
 */
final class ReplaceableAdmin implements AutoCloseable {
    private final Map<String, Object> kafka;
    private final int maxFailures;
    private final Function<Map<String, Object>, Admin> clients;
    private @Nullable Admin admin;
    private int failures;

    /**
     * Creates no client. The first request does.
     *
     * @param timeoutMillis the time for one request
     * @param maxFailures failures in a row after which the client is replaced, at least 1
     */
    ReplaceableAdmin(
            Map<String, Object> kafka,
            int timeoutMillis,
            int maxFailures,
            Function<Map<String, Object>, Admin> clients) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
        this.maxFailures = maxFailures;
        this.clients = clients;
    }

    /** Returns the client, and opens one if there is none. */
    synchronized Admin get() {
        if (admin == null) {
            admin = clients.apply(kafka);
        }
        return admin;
    }

    void onSuccess() {
        failures = 0;
    }

    /** Counts a failure, and closes the client after the last one. */
    void onFailure() {
        failures++;
        if (failures >= maxFailures) {
            failures = 0;
            close();
        }
    }

    /** Closes the client. A later request opens another. */
    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
