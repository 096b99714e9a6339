package io.connwarden.client.settings;

import io.connwarden.client.query.QueryType;
import io.connwarden.contracts.value.Checks;
import java.time.Duration;

/**
 * The timeouts of calls.
 *
 * @param connectionTimeout maximum wait for one connection within a call, 250 ms to 10 min
 * @param queryTimeout deadline of a read, a write and a general query, 1 ms to 24 h
 * @param transactionTimeout deadline of a transaction, 1 ms to 24 h
 * @param batchTimeout deadline of a query of type batch, including its wait in the queue, 1 ms to 24 h
 * @param fallbackDelay wait of a normal query for the standard lane before it also requests the reserved lane, 0 to 10
 *     min
 * @param abandonedTimeout time after its deadline until a query that holds its connection is abandoned and the
 *     connection evicted, 100 ms to 10 min
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
     * Creates timeouts.
     *
     * @throws IllegalArgumentException with the setting, its value and its range
     */
    public Timeouts {
        Checks.requireInRange("connectionTimeout", connectionTimeout, Duration.ofMillis(250), TEN_MINUTES);
        Checks.requireInRange("queryTimeout", queryTimeout, Duration.ofMillis(1), DAY);
        Checks.requireInRange("transactionTimeout", transactionTimeout, Duration.ofMillis(1), DAY);
        Checks.requireInRange("batchTimeout", batchTimeout, Duration.ofMillis(1), DAY);
        Checks.requireInRange("fallbackDelay", fallbackDelay, Duration.ZERO, TEN_MINUTES);
        Checks.requireInRange("abandonedTimeout", abandonedTimeout, Duration.ofMillis(100), TEN_MINUTES);
    }

    /**
     * Returns the defaults: connection 10 s, query 30 s, transaction 2 min, batch 5 min, fallback 500 ms, abandoned
     * 2 s.
     *
     * @return the default timeouts
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
     * Returns the timeout of a query with no timeout in its options.
     *
     * @param type type of the query
     * @return the timeout of the type
     */
    public Duration defaultTimeout(QueryType type) {
        return switch (type) {
            case TRANSACTION -> transactionTimeout;
            case BATCH -> batchTimeout;
            case GENERAL, READ, WRITE -> queryTimeout;
        };
    }
}
