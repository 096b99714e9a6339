package io.connwarden.client.settings;

import io.connwarden.client.query.QueryType;
import java.time.Duration;

/**
 * How long things may take.
 *
 * @param connectionTimeout longest wait for one connection within a call, 250 ms to 10 min
 * @param queryTimeout deadline of a read, a write and a query of no type, 1 ms to 24 h
 * @param transactionTimeout deadline of a transaction, 1 ms to 24 h
 * @param batchTimeout deadline of a query of type batch, its wait in the queue included, 1 ms to 24 h
 * @param fallbackDelay how long a normal query waits for the standard lane before it also asks the reserved one,
 *     0 to 10 min
 * @param abandonedTimeout how long after its deadline a query may still hold its connection before it is taken away,
 *     100 ms to 10 min
 */
public record Timeouts(
        Duration connectionTimeout,
        Duration queryTimeout,
        Duration transactionTimeout,
        Duration batchTimeout,
        Duration fallbackDelay,
        Duration abandonedTimeout) {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and what is allowed
     */
    public Timeouts {
        SettingCheck.inRange("connectionTimeout", connectionTimeout, Duration.ofMillis(250), TEN_MINUTES);
        SettingCheck.inRange("queryTimeout", queryTimeout, Duration.ofMillis(1), DAY);
        SettingCheck.inRange("transactionTimeout", transactionTimeout, Duration.ofMillis(1), DAY);
        SettingCheck.inRange("batchTimeout", batchTimeout, Duration.ofMillis(1), DAY);
        SettingCheck.inRange("fallbackAfter", fallbackDelay, Duration.ZERO, TEN_MINUTES);
        SettingCheck.inRange("abandonedAfter", abandonedTimeout, Duration.ofMillis(100), TEN_MINUTES);
    }

    /**
     * Connection 10 s, query 30 s, transaction 2 min, batch 5 min, fallback after 500 ms, abandoned after 2 s.
     *
     * @return the defaults
     */
    public static Timeouts defaults() {
        return new Timeouts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(2));
    }

    /**
     * The deadline of a query that names none.
     *
     * @param type what the query does
     * @return as configured
     */
    public Duration defaultTimeout(QueryType type) {
        return switch (type) {
            case TRANSACTION -> transactionTimeout;
            case BATCH -> batchTimeout;
            case GENERAL, READ, WRITE -> queryTimeout;
        };
    }
}
