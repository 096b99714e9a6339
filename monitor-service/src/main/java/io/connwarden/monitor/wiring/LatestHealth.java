package io.connwarden.monitor.wiring;

import io.connwarden.contracts.message.Health;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The newest health of each target. Thread-safe. */
public final class LatestHealth {
    private final Map<String, Health> byTarget = new ConcurrentHashMap<>();

    /** Remembers, and returns what was remembered before; empty for the first one of a target. */
    Optional<Health> replace(Health health) {
        return Optional.ofNullable(byTarget.put(health.target(), health));
    }

    public Optional<Health> of(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }
}
