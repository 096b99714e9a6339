package io.connwarden.client.settings;

import io.connwarden.client.query.QueryOptions;

/**
 * Everything a router is told at its start. Made by {@link #forUrl}.
 *
 * @param access where the database is and as whom to enter it
 * @param sizes how many connections each lane has and who may use them
 * @param timeouts how long calls and their parts may take
 * @param health how health is heard and what follows from it
 * @param retryAttempts attempts after the first for reads, transactions and batches, 0 to 100; writes get two more, up to 100
 * @param developmentMode logs every query with its duration, lane and retries
 */
public record RouterSettings(
        DatabaseAccess access,
        LaneSizes sizes,
        Timeouts timeouts,
        HealthSettings health,
        int retryAttempts,
        boolean developmentMode) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and what is allowed
     */
    public RouterSettings {
        SettingCheck.inRange("retryAttempts", retryAttempts, 0, QueryOptions.MAX_RETRIES);
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
