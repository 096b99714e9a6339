package io.connwarden.client.settings;

import io.connwarden.client.query.QueryOptions;
import io.connwarden.contracts.value.Checks;

/**
 * The settings of a router. Built with {@link #forUrl}.
 *
 * @param database the database and the role of the sessions
 * @param pool the settings of the pools under both lanes
 * @param sizes the sizes of the lanes
 * @param timeouts the timeouts of calls
 * @param health the reaction to the target's health
 * @param retryAttempts maximum number of attempts after the first, 0 to 100; a write has two more, up to 100
 * @param queryLoggingEnabled true logs every query with its duration, lane and retries
 */
public record RouterSettings(
        DatabaseSettings database,
        PoolSettings pool,
        LaneSizes sizes,
        Timeouts timeouts,
        HealthSettings health,
        int retryAttempts,
        boolean queryLoggingEnabled) {
    /**
     * Creates settings.
     *
     * @throws IllegalArgumentException with the setting, its value and its range
     */
    public RouterSettings {
        Checks.require(
                pool.definesDriver() || database.isPostgresql(),
                "url",
                "a JDBC URL of PostgreSQL, such as jdbc:postgresql://host/database, or have a driverClassName among the"
                        + " pool properties",
                database.printableUrl());
        Checks.requireInRange("retryAttempts", retryAttempts, 0, QueryOptions.MAX_RETRY_ATTEMPTS);
    }

    /**
     * Returns a builder with the defaults.
     *
     * @param url {@code jdbc:postgresql:...}, or the URL of a wrapper such as {@code jdbc:p6spy:postgresql:...}
     * @return a builder
     */
    public static RouterSettingsBuilder forUrl(String url) {
        return new RouterSettingsBuilder(url);
    }
}
