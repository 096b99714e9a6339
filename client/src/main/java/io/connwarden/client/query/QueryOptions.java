package io.connwarden.client.query;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the caller says about one query. Immutable: every {@code with} method answers a copy.
 *
 * @param name names the query in status, logs, metrics and errors; 1 to 100 characters, few different ones
 * @param type what it does
 * @param priority null for the type's usual one
 * @param timeout the one deadline of the call: waiting, connecting, every retry and the statement together; 1 ms to
 *     24 h; null for the router's usual one for the type
 * @param retries attempts after the first, 0 to 100; null for the router's usual number for the type
 * @param idempotent true when doing it twice equals doing it once, so that it may always be tried again
 */
public record QueryOptions(
        String name,
        QueryType type,
        @Nullable Priority priority,
        @Nullable Duration timeout,
        @Nullable Integer retries,
        boolean idempotent) {
    /** No call may take longer. */
    public static final Duration MAX_TIMEOUT = Duration.ofHours(24);
    /** No call may be tried again more often. */
    public static final int MAX_RETRIES = 100;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and what is allowed
     */
    public QueryOptions {
        Objects.requireNonNull(type, "type");
        checkName(name);
        if (timeout != null) {
            checkTimeout(timeout);
        }
        if (retries != null && (retries < 0 || retries > MAX_RETRIES)) {
            throw new IllegalArgumentException("retries must be 0 to " + MAX_RETRIES + ", was " + retries);
        }
    }

    /**
     * A query that says nothing about what it does: {@link QueryType#GENERAL}.
     *
     * @param name 1 to 100 characters
     * @return options with everything else left to the router
     */
    public static QueryOptions named(String name) {
        return of(name, QueryType.GENERAL);
    }

    /**
     * A query that changes nothing: {@link QueryType#READ}.
     *
     * @param name 1 to 100 characters
     * @return options with everything else left to the router
     */
    public static QueryOptions read(String name) {
        return of(name, QueryType.READ);
    }

    /**
     * A query that changes something: {@link QueryType#WRITE}.
     *
     * @param name 1 to 100 characters
     * @return options with everything else left to the router
     */
    public static QueryOptions write(String name) {
        return of(name, QueryType.WRITE);
    }

    /**
     * All or nothing: {@link QueryType#TRANSACTION}.
     *
     * @param name 1 to 100 characters
     * @return options with everything else left to the router
     */
    public static QueryOptions transaction(String name) {
        return of(name, QueryType.TRANSACTION);
    }

    /**
     * One of many, in no hurry: {@link QueryType#BATCH}.
     *
     * @param name 1 to 100 characters
     * @return options with everything else left to the router
     */
    public static QueryOptions batch(String name) {
        return of(name, QueryType.BATCH);
    }

    private static QueryOptions of(String name, QueryType type) {
        return new QueryOptions(name, type, null, null, null, false);
    }

    /**
     * Another type.
     *
     * @param newType what it does
     * @return a copy
     */
    public QueryOptions withType(QueryType newType) {
        return new QueryOptions(name, newType, priority, timeout, retries, idempotent);
    }

    /**
     * A priority of its own, instead of its type's usual one.
     *
     * @param newPriority how urgent it is
     * @return a copy
     */
    public QueryOptions withPriority(Priority newPriority) {
        return new QueryOptions(name, type, newPriority, timeout, retries, idempotent);
    }

    /**
     * A deadline of its own.
     *
     * @param newTimeout for the whole call, 1 ms to 24 h
     * @return a copy
     */
    public QueryOptions withTimeout(Duration newTimeout) {
        return new QueryOptions(name, type, priority, newTimeout, retries, idempotent);
    }

    /**
     * A number of retries of its own.
     *
     * @param newRetries attempts after the first, 0 to 100
     * @return a copy
     */
    public QueryOptions withRetries(int newRetries) {
        return new QueryOptions(name, type, priority, timeout, newRetries, idempotent);
    }

    /**
     * Allows to try it again whatever happened: the caller vouches that twice equals once.
     *
     * @return a copy
     */
    public QueryOptions asIdempotent() {
        return new QueryOptions(name, type, priority, timeout, retries, true);
    }

    /**
     * The priority in force: the one named, or the type's usual one.
     *
     * @return never null
     */
    public Priority effectivePriority() {
        return priority == null ? type.defaultPriority() : priority;
    }

    private static void checkName(String name) {
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException("A query's name must have 1 to 100 characters, was '" + name + "'");
        }
    }

    private static void checkTimeout(Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be 1 ms to 24 h, was " + timeout);
        }
    }
}
