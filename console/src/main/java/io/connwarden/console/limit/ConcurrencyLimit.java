package io.connwarden.console.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A limit of requests at the same time, per key. Thread-safe. */
public final class ConcurrencyLimit {
    private final int max;
    private final Map<String, Integer> running = new ConcurrentHashMap<>();

    /** @param max the number of requests of one key, at least 1 */
    public ConcurrencyLimit(int max) {
        this.max = max;
    }

    /** Acquires a permit, to be released. Returns false without one above the limit. */
    public boolean tryAcquire(String key) {
        boolean[] acquired = new boolean[1];
        running.compute(key, (same, count) -> {
            int before = count == null ? 0 : count;
            acquired[0] = before < max;
            return acquired[0] ? before + 1 : before;
        });
        return acquired[0];
    }

    public void release(String key) {
        running.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }
}
