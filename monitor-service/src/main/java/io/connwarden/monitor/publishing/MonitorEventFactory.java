package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Message;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * The factory of the events of a monitor. Thread-safe.
 *
 * <p>Event ids are UUIDs of version 7 (RFC 9562, section 5.7). They are unique among processes and sorted by time.
 */
public final class MonitorEventFactory {
    private final String source;
    private final SecureRandom random = new SecureRandom();

    /**
     * Creates the factory of one process.
     *
     * @param instance the name of this process among the monitors; letters, digits, dot, dash, underscore
     */
    public MonitorEventFactory(String instance) {
        this.source = "urn:connwarden:monitor:" + instance;
    }

    /**
     * Creates an event with a new id.
     *
     * @param time the time of the sample
     */
    public <T extends Message> Event<T> create(T message, Instant time) {
        return new Event<>(new EventId(source, newId(time)), time, message);
    }

    private String newId(Instant time) {
        long timeAndVersion = (time.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0x0fff);
        long variantAndRandom = (random.nextLong() >>> 2) | (1L << 63);
        return new UUID(timeAndVersion, variantAndRandom).toString();
    }
}
