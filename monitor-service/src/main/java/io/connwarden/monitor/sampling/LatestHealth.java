package io.connwarden.monitor.sampling;

import io.connwarden.contracts.message.Health;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The latest health event of each target. Thread-safe. */
public final class LatestHealth {
    private final Map<String, Health> byTarget = new ConcurrentHashMap<>();

    /** Stores a health event and returns the previous one; empty for the first of a target. */
    public Optional<Health> replace(Health health) {
        return Optional.ofNullable(byTarget.put(health.target(), health));
    }

    public Optional<Health> of(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }
}
