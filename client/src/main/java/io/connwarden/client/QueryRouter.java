package io.connwarden.client;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.WorkScope;
import io.connwarden.client.deadline.Deadline;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.health.HealthListener;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Priority;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.retry.RetryDecider;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.CallListener;
import io.connwarden.client.status.RouterStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A router that runs each query on the lane of its type and priority.
 *
 * <p>There are two lanes of connections. High priority uses the reserved lane, which no other traffic can exhaust.
 * Normal and low priority share the standard lane. One deadline per call covers waiting, connecting, every retry and
 * the statement. {@link QueryType} defines which queries are retried.
 *
 * <p>A call that fails throws a {@link io.connwarden.client.query.QueryException}. Exceptions of the query's own code,
 * other than {@link java.sql.SQLException}, are rethrown unchanged. Thread-safe; an application needs one router per
 * database.
 */
public final class QueryRouter implements AutoCloseable {
    private final RouterSettings settings;
    private final NanoClock clock = NanoClock.SYSTEM;
    private final RouterAssembly assembly;
    private final AtomicBoolean closed = new AtomicBoolean();

    private QueryRouter(RouterSettings settings) {
        this.settings = settings;
        this.assembly = new RouterAssembly(settings, clock);
    }

    /**
     * Opens a router with both lanes. Returns at once, even if the database is down.
     *
     * @param settings built with {@link RouterSettings#forUrl}
     * @return a router, to be closed
     */
    public static QueryRouter open(RouterSettings settings) {
        return new QueryRouter(settings);
    }

    /**
     * Runs a query with the priority of its options, or the default priority of its type.
     *
     * @param <T> type of the result
     * @param query the work on the connection
     * @param options name, type, priority and limits of the query
     * @return the result of the query
     * @throws io.connwarden.client.query.QueryException if the call fails
     */
    public <T extends @Nullable Object> T executeQuery(Query<T> query, QueryOptions options) {
        return assembly.firstStage().run(newCall(options, false), query);
    }

    /**
     * Runs a query with high priority. The priority of the options is ignored.
     *
     * @param <T> type of the result
     * @param query the work on the connection
     * @param options name, type, priority and limits of the query
     * @return the result of the query
     * @throws io.connwarden.client.query.QueryException if the call fails
     */
    public <T extends @Nullable Object> T executeHighPriorityQuery(Query<T> query, QueryOptions options) {
        return executeQuery(query, options.withPriority(Priority.HIGH));
    }

    /**
     * Runs a query in one transaction. The router commits when the query returns and rolls back when it throws. It
     * retries the whole transaction if PostgreSQL rolled it back, or if the connection was lost before the commit was
     * sent.
     *
     * @param <T> type of the result
     * @param query the work on the connection; a commit inside it is the end of the transaction, and what follows is
     *     another one
     * @param options name, type, priority and limits of the query
     * @return the result of the query, after the commit
     * @throws io.connwarden.client.query.QueryException if the call fails
     */
    public <T extends @Nullable Object> T executeTransaction(Query<T> query, QueryOptions options) {
        return executeQuery(query, options.withType(QueryType.TRANSACTION));
    }

    /**
     * Runs a query by the type of its options. Equivalent to {@link #executeQuery}.
     *
     * @param <T> type of the result
     * @param query the work on the connection
     * @param options name, type, priority and limits of the query
     * @return the result of the query
     * @throws io.connwarden.client.query.QueryException if the call fails
     */
    public <T extends @Nullable Object> T smartQuery(Query<T> query, QueryOptions options) {
        return executeQuery(query, options);
    }

    /**
     * Runs many queries with low priority, a few at a time, and waits for all of them. The failure of one does not
     * stop the others. The deadline of each query starts when it enters the queue.
     *
     * @param <T> type of the results
     * @param queries the queries to run
     * @param options applied to each query; the type general is replaced by batch
     * @return one outcome per query, in the order of the queries
     * @throws io.connwarden.client.query.QueryInterruptedException if the calling thread is interrupted; unfinished
     *     queries are cancelled
     */
    public <T extends @Nullable Object> List<BatchOutcome<T>> executeBatchQueries(
            List<? extends Query<T>> queries, QueryOptions options) {
        return new Batch<T>(this, batchConcurrency()).run(queries, batchOptions(options));
    }

    /**
     * Runs {@link #executeQuery} on another thread. Cancelling the future cancels the statement. Callbacks of the
     * future run on that thread after the call has released its permit, so a callback may run another query.
     *
     * @param <T> type of the result
     * @param query the work on the connection
     * @param options name, type, priority and limits of the query
     * @return a future of the result; fails with the exceptions of {@link #executeQuery}
     */
    public <T extends @Nullable Object> CompletableFuture<T> executeQueryAsync(Query<T> query, QueryOptions options) {
        try {
            recordAsyncChange(options);
            return assembly.async().submit(newCall(options, true), query);
        } catch (QueryRejectedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Runs {@link #executeHighPriorityQuery} on another thread.
     *
     * @param <T> type of the result
     * @param query the work on the connection
     * @param options name, type, priority and limits of the query
     * @return a future of the result; fails with the exceptions of {@link #executeQuery}
     */
    public <T extends @Nullable Object> CompletableFuture<T> executeHighPriorityQueryAsync(
            Query<T> query, QueryOptions options) {
        return executeQueryAsync(query, options.withPriority(Priority.HIGH));
    }

    /**
     * Runs {@link #executeTransaction} on another thread.
     *
     * @param <T> type of the result
     * @param query the work on the connection
     * @param options name, type, priority and limits of the query
     * @return a future of the result; fails with the exceptions of {@link #executeQuery}
     */
    public <T extends @Nullable Object> CompletableFuture<T> executeTransactionAsync(
            Query<T> query, QueryOptions options) {
        return executeQueryAsync(query, options.withType(QueryType.TRANSACTION));
    }

    /**
     * Runs {@link #smartQuery} on another thread.
     *
     * @param <T> type of the result
     * @param query the work on the connection
     * @param options name, type, priority and limits of the query
     * @return a future of the result; fails with the exceptions of {@link #executeQuery}
     */
    public <T extends @Nullable Object> CompletableFuture<T> smartQueryAsync(Query<T> query, QueryOptions options) {
        return executeQueryAsync(query, options);
    }

    /**
     * Returns a data source of this router's connections, for libraries and frameworks that take one.
     *
     * <p>{@code getConnection()} waits at most {@code connectionTimeout} for a permit of the lane, as a query does;
     * {@code close()} returns connection and permit. Inside {@link #within} a connection has the priority and the
     * deadline of the scope. Outside, it has the priority and the timeout of the options; without a timeout it may be
     * held as long as necessary. Nothing is repeated outside a scope.
     *
     * @param options name, priority and timeout of connections outside a scope; the type needs not be set, because
     *     connections count their commits themselves
     * @return a thread-safe data source; usable until the router is closed
     */
    public DataSource dataSource(QueryOptions options) {
        return assembly.dataSource(
                () -> newConnectionCall(options),
                "DataSource of router " + settings.database().applicationName());
    }

    /**
     * Runs a unit of work. Every connection that the work acquires on this thread from {@link #dataSource} has the
     * priority and the deadline of the options.
     *
     * <p>The work is repeated as a whole if a connection was lost or PostgreSQL rolled back, and no commit can have
     * happened. The router decides by the first failure that the driver reported to a connection of the work, whatever
     * exception or result the work made of it. Effects outside the database therefore belong after the scope.
     *
     * <p>A scope inside a scope joins it: it has the priority of the outer one and at most its remaining time, and the
     * outer scope is repeated as a whole. Queries of this router inside the scope do the same.
     *
     * @param <T> type of the result
     * @param <X> type of the exceptions of the work
     * @param options name, type, priority, timeout and retries of the work; a work of type READ is repeated even if it
     *     may have run
     * @param work the work; may run more than once
     * @return the result of the work
     * @throws X the exception of the work; if the driver has failed, {@link
     *     io.connwarden.client.query.QueryException#attachedTo} returns the effect and the attempts
     * @throws io.connwarden.client.query.QueryException if the work returned a result although its connection was lost,
     *     or if it was not started
     */
    @SuppressWarnings("unchecked") // The work throws no other checked exception than X.
    public <T extends @Nullable Object, X extends Exception> T within(QueryOptions options, ScopedWork<T, X> work)
            throws X {
        try {
            WorkScope outer = assembly.currentScope();
            return outer == null
                    ? assembly.scopes().run(newCall(options, false), work::run)
                    : assembly.scopes().join(newCall(options, true), outer.tracker(), work::run);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw (X) e;
        }
    }

    /**
     * Returns true if the current thread runs work of {@link #within}.
     *
     * @return true inside a scope of this router
     */
    public boolean isInScope() {
        return assembly.currentScope() != null;
    }

    /**
     * Runs any work, counts it under a name and logs its duration with the state of the lanes before and after.
     *
     * @param <T> type of the result
     * @param work the work to run
     * @param name name in status, logs and metrics, 1 to 100 characters
     * @return the result of the work
     */
    public <T extends @Nullable Object> T withConnectionMonitoring(Supplier<T> work, String name) {
        return new MonitoredExecution(assembly, clock).run(work, QueryOptions.general(name));
    }

    /**
     * Returns the state and the counters of the router.
     *
     * @return a status; its numbers are read one after the other and may differ slightly under load
     */
    public RouterStatus status() {
        return assembly.status();
    }

    /**
     * Returns the listener for the target's health. Low priority is limited at WARNING and blocked at CRITICAL. Pass
     * only the health of this router's target; with health management enabled, other targets are ignored.
     *
     * @return a thread-safe listener that does not block
     */
    public HealthListener healthListener() {
        return assembly::onHealth;
    }

    /**
     * Enables health management of the target. The router then requests the health of the target in each interval in
     * which {@link #healthListener()} received none. With {@code autoManagementEnabled} the router requests automatic
     * management when the status requires it. The health of other targets is ignored. Can be called once per router.
     *
     * @param management the connection to Connwarden; closed by the caller, after the router
     * @throws IllegalStateException if health management is already enabled
     */
    public void enableHealthManagement(ManagementClient management) {
        assembly.enableHealthManagement(management);
    }

    /**
     * Adds a listener of every call that ends from now on.
     *
     * @param listener must return quickly and must not throw
     */
    public void addListener(CallListener listener) {
        assembly.addListener(listener);
    }

    /**
     * Returns the settings of the router.
     *
     * @return the settings given to {@link #open}
     */
    public RouterSettings settings() {
        return settings;
    }

    /**
     * Returns true after {@link #close()} was called.
     *
     * @return true if new calls are rejected
     */
    public boolean isClosed() {
        return closed.get();
    }

    /** Rejects new calls, ends running calls by closing their connections, and closes both lanes. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            assembly.close();
        }
    }

    private Call newCall(QueryOptions options, boolean queued) {
        rejectIfClosed(options);
        Deadline own = Deadline.after(timeout(options), clock);
        WorkScope scope = assembly.currentScope();
        return scope == null ? call(options, own, queued) : callInside(scope, options, own, queued);
    }

    /** Returns a call with the priority of its scope. A scope of low priority has waited in the queue already. */
    private Call callInside(WorkScope scope, QueryOptions options, Deadline own, boolean queued) {
        Call outer = scope.call();
        Call inner = new Call(
                options.withPriority(outer.priority()),
                retryAttempts(options),
                own.atMost(outer.deadline()),
                queued || outer.priority() == Priority.LOW,
                scope.tracker());
        if (scope.tracker().commits() > 0 && outer.type() != QueryType.READ && !outer.isIdempotent()) {
            // What the scope has changed before is part of the effect that its caller is told.
            inner.addEffect(FailureEffect.POSSIBLE);
        }
        return inner;
    }

    /** A query on another thread may change data before or after the scope is repeated. */
    private void recordAsyncChange(QueryOptions options) {
        WorkScope scope = assembly.currentScope();
        if (scope != null && options.type() != QueryType.READ && !options.idempotent()) {
            scope.tracker().recordPossibleCommit();
        }
    }

    /** Returns the call of a connection outside a scope. Without a timeout it may be held as long as necessary. */
    private Call newConnectionCall(QueryOptions options) {
        rejectIfClosed(options);
        Duration timeout = options.timeout();
        return call(options, timeout == null ? Deadline.none(clock) : Deadline.after(timeout, clock), true);
    }

    private Call call(QueryOptions options, Deadline deadline, boolean queued) {
        return new Call(options, retryAttempts(options), deadline, queued);
    }

    private int retryAttempts(QueryOptions options) {
        return RetryDecider.retryAttempts(options, settings.retryAttempts());
    }

    private Duration timeout(QueryOptions options) {
        Duration timeout = options.timeout();
        return timeout == null ? settings.timeouts().defaultTimeout(options.type()) : timeout;
    }

    private void rejectIfClosed(QueryOptions options) {
        if (closed.get()) {
            throw new QueryRejectedException(
                    "Query '" + options.name() + "' was rejected: the router is closed", options.name());
        }
    }

    /** Returns enough queries to keep every low-priority connection busy, and at most as many as the queue holds. */
    private int batchConcurrency() {
        return Math.min(
                settings.sizes().lowPriorityConnections() * 2, settings.sizes().queueCapacity());
    }

    private static QueryOptions batchOptions(QueryOptions options) {
        QueryOptions low = options.withPriority(Priority.LOW);
        return low.type() == QueryType.GENERAL ? low.withType(QueryType.BATCH) : low;
    }
}
