package io.connwarden.client.settings;

/**
 * Everything a router is told at its start. Made by {@link #forUrl}.
 *
 * @param retryAttempts attempts after the first for reads, transactions and batches, 0 to 98; writes get two more
 * @param developmentMode logs every query with its duration, lane and retries
 */
public record RouterSettings(
        DatabaseAccess access,
        LaneSizes sizes,
        CallTimes times,
        HealthSettings health,
        int retryAttempts,
        boolean developmentMode) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and what is allowed
     */
    public RouterSettings {
        Check.between("retryAttempts", retryAttempts, 0, 98);
    }

    /**
     * Begins settings for a database, with every default in place.
     *
     * @param url {@code jdbc:postgresql:...}
     * @return a builder
     */
    public static RouterSettingsBuilder forUrl(String url) {
        return new RouterSettingsBuilder(url);
    }
}
