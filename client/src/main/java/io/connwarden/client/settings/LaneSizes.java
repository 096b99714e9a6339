package io.connwarden.client.settings;

import io.connwarden.contracts.value.Checks;

/**
 * The sizes of the lanes. Each lane is a separate pool, so that traffic on one lane cannot exhaust the other.
 *
 * @param maxConnections maximum number of connections of both lanes together, 2 to 10,000; must fit into the usable
 *     slots of the server beside its other clients
 * @param reservedConnections connections of the reserved lane, 1 to maxConnections - 1
 * @param fallbackConnections maximum number of reserved connections in use by normal queries while the
 *     standard lane is exhausted or fails, 0 to reservedConnections - 1, so that one connection is always left for high
 *     priority
 * @param lowPriorityConnections maximum number of standard connections in use by low priority, 1 to the
 *     size of the standard lane
 * @param queueCapacity maximum number of waiting low-priority queries, 1 to 1,000,000
 */
public record LaneSizes(
        int maxConnections,
        int reservedConnections,
        int fallbackConnections,
        int lowPriorityConnections,
        int queueCapacity) {
    /**
     * Creates sizes.
     *
     * @throws IllegalArgumentException with the setting, its value and its range
     */
    public LaneSizes {
        Checks.requireInRange("maxConnections", maxConnections, 2, 10_000);
        Checks.requireInRange("reservedConnections", reservedConnections, 1, maxConnections - 1);
        Checks.requireInRange("fallbackConnections", fallbackConnections, 0, reservedConnections - 1);
        Checks.requireInRange(
                "lowPriorityConnections", lowPriorityConnections, 1, maxConnections - reservedConnections);
        Checks.requireInRange("queueCapacity", queueCapacity, 1, 1_000_000);
    }

    /**
     * Returns the number of connections of the standard lane.
     *
     * @return 1 or more
     */
    public int standardConnections() {
        return maxConnections - reservedConnections;
    }

    /**
     * Returns the default sizes: a tenth reserved, a quarter of it for fallback, half of the standard lane for low
     * priority, and a queue capacity of 1000.
     *
     * @param maxConnections maximum number of connections, 2 to 10,000
     * @return the default sizes
     */
    public static LaneSizes forMaxConnections(int maxConnections) {
        int reserved = Math.max(1, maxConnections / 10);
        int low = defaultLowPriority(maxConnections - reserved);
        return new LaneSizes(maxConnections, reserved, defaultFallback(reserved), low, 1000);
    }

    static int defaultFallback(int reserved) {
        return reserved == 1 ? 0 : Math.max(1, reserved / 4);
    }

    static int defaultLowPriority(int standard) {
        return Math.max(1, standard / 2);
    }
}
