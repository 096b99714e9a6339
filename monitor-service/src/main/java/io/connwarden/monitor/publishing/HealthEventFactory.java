package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Health;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Puts a health into its envelope. Thread-safe.
 *
 * <p>Ids are UUIDs of version 7 (RFC 9562, section 5.7): unique wherever they come from, and sorted by time, which
 * helps whoever indexes them.
 */
public final class HealthEventFactory {
    private final String source;
    private final SecureRandom random = new SecureRandom();

    /**
     * Events from one process.
     *
     * @param instance names this process among the monitors; letters, digits, dot, dash, underscore
     */
    public HealthEventFactory(String instance) {
        this.source = "urn:connwarden:monitor:" + instance;
    }

    public Event<Health> create(Health health) {
        Instant time = health.lastCheck();
        return new Event<>(new EventId(source, newId(time)), time, health);
    }

    private String newId(Instant time) {
        long timeAndVersion = (time.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0x0fff);
        long variantAndRandom = (random.nextLong() >>> 2) | (1L << 63);
        return new UUID(timeAndVersion, variantAndRandom).toString();
    }
}
