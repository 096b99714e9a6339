package io.connwarden.client.settings;

/**
 * How the connections are divided. The two lanes are pools of their own, so no traffic on one can take the other's.
 *
 * @param maxConnections connections of both lanes together, 2 to 10,000; should fit into the server's usable slots
 *     beside everybody else
 * @param reserved the reserved lane's share, 1 to maxConnections - 1
 * @param fallback how many of the reserved lane's places normal queries may hold at a time when the standard lane
 *     fails or is exhausted, 0 to reserved - 1: at least one place is always kept for high priority
 * @param lowPriority how many of the standard lane's places low priority may hold at a time, 1 to the standard lane's share
 * @param queueCapacity how many low-priority queries may wait, 1 to 1,000,000; one more is refused
 */
public record LaneSizes(int maxConnections, int reserved, int fallback, int lowPriority, int queueCapacity) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and what is allowed
     */
    public LaneSizes {
        SettingCheck.inRange("maxConnections", maxConnections, 2, 10_000);
        SettingCheck.inRange("reservedConnections", reserved, 1, maxConnections - 1);
        SettingCheck.inRange("fallbackConnections", fallback, 0, reserved - 1);
        SettingCheck.inRange("lowPriorityConnections", lowPriority, 1, maxConnections - reserved);
        SettingCheck.inRange("queueCapacity", queueCapacity, 1, 1_000_000);
    }

    /**
     * The standard lane's share.
     *
     * @return 1 or more
     */
    public int standard() {
        return maxConnections - reserved;
    }

    /**
     * A fifth is reserved, a quarter of that is open to fallback, low priority gets half of the rest.
     *
     * @param maxConnections 2 to 10,000
     * @return with room for 1000 in the queue
     */
    public static LaneSizes forMaxConnections(int maxConnections) {
        int reserved = Math.max(1, maxConnections / 5);
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
