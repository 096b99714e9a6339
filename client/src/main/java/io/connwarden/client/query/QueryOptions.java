package io.connwarden.client.query;

import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options of one query. Immutable: each {@code with} method returns a copy.
 *
 * @param name name of the query in status, logs, metrics and errors, 1 to 100 characters; use few different names
 * @param type type of the query
 * @param priority null for the default of the type
 * @param timeout deadline of the call, which covers waiting, connecting, every retry and the statement, 1 ms to 24 h;
 *     null for the default of the router
 * @param retryAttempts maximum number of attempts after the first, 0 to 100; null for the default of the router
 * @param idempotent true if repeating the query has the same effect as running it once, so that it is always retried
 */
public record QueryOptions(
        String name,
        QueryType type,
        @Nullable Priority priority,
        @Nullable Duration timeout,
        @Nullable Integer retryAttempts,
        boolean idempotent) {
    /** The maximum timeout of a call. */
    public static final Duration MAX_TIMEOUT = Duration.ofHours(24);
    /** The maximum number of retries of a call. */
    public static final int MAX_RETRY_ATTEMPTS = 100;

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
    private static final int MAX_NAME_LENGTH = 100;

    /**
     * Creates options. The factory methods need fewer arguments.
     *
     * @throws IllegalArgumentException with the value and its range
     */
    public QueryOptions {
        Objects.requireNonNull(type, "type");
        Checks.requireText("name", name, Integer.MAX_VALUE);
        name = name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH);
        if (timeout != null) {
            Checks.requireInRange("timeout", timeout, MIN_TIMEOUT, MAX_TIMEOUT);
        }
        if (retryAttempts != null) {
            Checks.requireInRange("retryAttempts", retryAttempts, 0, MAX_RETRY_ATTEMPTS);
        }
    }

    /**
     * Returns options of type {@link QueryType#GENERAL}.
     *
     * @param name 1 or more characters; cut to 100
     * @return options with the defaults of the router
     */
    public static QueryOptions general(String name) {
        return of(name, QueryType.GENERAL);
    }

    /**
     * Returns options of type {@link QueryType#READ}.
     *
     * @param name 1 or more characters; cut to 100
     * @return options with the defaults of the router
     */
    public static QueryOptions read(String name) {
        return of(name, QueryType.READ);
    }

    /**
     * Returns options of type {@link QueryType#WRITE}.
     *
     * @param name 1 or more characters; cut to 100
     * @return options with the defaults of the router
     */
    public static QueryOptions write(String name) {
        return of(name, QueryType.WRITE);
    }

    /**
     * Returns options of type {@link QueryType#TRANSACTION}.
     *
     * @param name 1 or more characters; cut to 100
     * @return options with the defaults of the router
     */
    public static QueryOptions transaction(String name) {
        return of(name, QueryType.TRANSACTION);
    }

    /**
     * Returns options of type {@link QueryType#BATCH}.
     *
     * @param name 1 or more characters; cut to 100
     * @return options with the defaults of the router
     */
    public static QueryOptions batch(String name) {
        return of(name, QueryType.BATCH);
    }

    private static QueryOptions of(String name, QueryType type) {
        return new QueryOptions(name, type, null, null, null, false);
    }

    /**
     * Replaces the type.
     *
     * @param newType type of the query
     * @return a copy
     */
    public QueryOptions withType(QueryType newType) {
        return new QueryOptions(name, newType, priority, timeout, retryAttempts, idempotent);
    }

    /**
     * Replaces the priority.
     *
     * @param newPriority priority of the query
     * @return a copy
     */
    public QueryOptions withPriority(Priority newPriority) {
        return new QueryOptions(name, type, newPriority, timeout, retryAttempts, idempotent);
    }

    /**
     * Replaces the timeout.
     *
     * @param newTimeout timeout of the whole call, 1 ms to 24 h
     * @return a copy
     */
    public QueryOptions withTimeout(Duration newTimeout) {
        return new QueryOptions(name, type, priority, newTimeout, retryAttempts, idempotent);
    }

    /**
     * Replaces the number of retries.
     *
     * @param newRetryAttempts maximum number of attempts after the first, 0 to 100
     * @return a copy
     */
    public QueryOptions withRetryAttempts(int newRetryAttempts) {
        return new QueryOptions(name, type, priority, timeout, newRetryAttempts, idempotent);
    }

    /**
     * Marks the query as idempotent, so that it is retried even if it may have been applied.
     *
     * @return a copy
     */
    public QueryOptions asIdempotent() {
        return new QueryOptions(name, type, priority, timeout, retryAttempts, true);
    }

    /**
     * Returns the priority of the options, or the default priority of the type.
     *
     * @return the priority in force
     */
    public Priority effectivePriority() {
        return priority == null ? type.defaultPriority() : priority;
    }
}
