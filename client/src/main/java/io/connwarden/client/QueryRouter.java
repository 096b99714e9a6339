package io.connwarden.client;

import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.Deadline;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.query.Priority;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.retry.RetryDecider;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.CallListener;
import io.connwarden.client.status.RouterStatus;
import io.connwarden.client.throttle.HealthListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends each query the way that suits its type and priority.
 *
 * <p>Two lanes of connections: high priority uses the reserved one, which nothing else can fill; normal and low
 * priority share the standard one. One deadline per call covers waiting, connecting, every retry and the statement.
 * What is tried again, and when not, is said at {@link QueryType}.
 *
 * <p>Every call throws a {@link io.connwarden.client.query.QueryException} when it ends without an answer; exceptions
 * of the query's own code, other than {@link java.sql.SQLException}, pass through unchanged. Thread-safe; one router
 * per database and application is enough.
 */
public final class QueryRouter implements AutoCloseable {
    private static final int EXTRA_WRITE_RETRIES = 2;

    private final RouterSettings settings;
    private final NanoClock clock = NanoClock.SYSTEM;
    private final RouterAssembly assembly;
    private final AtomicBoolean closed = new AtomicBoolean();

    private QueryRouter(RouterSettings settings) {
        this.settings = settings;
        this.assembly = new RouterAssembly(settings, clock);
    }

    /**
     * Opens both lanes. Returns at once, whether the database can be reached or not.
     *
     * @param settings what {@link RouterSettings#forUrl} built
     * @return a router, to be closed
     */
    public static QueryRouter open(RouterSettings settings) {
        return new QueryRouter(settings);
    }

    /**
     * Runs a query by its options alone: its type's usual priority unless they name another.
     *
     * @param <T> what the query answers
     * @param query what to do with the connection
     * @param options its name, type, priority and limits
     * @return the query's answer
     * @throws io.connwarden.client.query.QueryException when it ends without an answer
     */
    public <T extends @Nullable Object> T executeQuery(Query<T> query, QueryOptions options) {
        return assembly.firstStage().run(newCall(options, false), query);
    }

    /**
     * Runs a query with high priority, whatever its options say.
     *
     * @param <T> what the query answers
     * @param query what to do with the connection
     * @param options its name, type, priority and limits
     * @return the query's answer
     * @throws io.connwarden.client.query.QueryException when it ends without an answer
     */
    public <T extends @Nullable Object> T executeHighPriorityQuery(Query<T> query, QueryOptions options) {
        return executeQuery(query, options.withPriority(Priority.HIGH));
    }

    /**
     * Runs a query within one transaction: committed when it answers, rolled back when it throws, begun again as a
     * whole when PostgreSQL rolled it back or the connection was lost before the commit was sent.
     *
     * @param <T> what the query answers
     * @param query must not commit, roll back or set autocommit itself
     * @param options its name, type, priority and limits
     * @return the query's answer, once it is committed
     * @throws io.connwarden.client.query.QueryException when it ends without an answer
     */
    public <T extends @Nullable Object> T executeTransaction(Query<T> query, QueryOptions options) {
        return executeQuery(query, options.withType(QueryType.TRANSACTION));
    }

    /**
     * Routes by the options' type: another name for {@link #executeQuery}, for those who think in types.
     *
     * @param <T> what the query answers
     * @param query what to do with the connection
     * @param options its name, type, priority and limits
     * @return the query's answer
     * @throws io.connwarden.client.query.QueryException when it ends without an answer
     */
    public <T extends @Nullable Object> T smartQuery(Query<T> query, QueryOptions options) {
        return executeQuery(query, options);
    }

    /**
     * Runs many queries with low priority, a few at a time, and waits for all of them. One's failure does not stop
     * the others. The deadline counts for each query from when it enters the queue.
     *
     * @param <T> what the query answers
     * @param queries one for each outcome
     * @param options of type general become type batch
     * @return one outcome per query, in their order
     * @throws io.connwarden.client.query.QueryInterruptedException when the calling thread is interrupted; queries
     *     not ended by then are cancelled
     */
    public <T extends @Nullable Object> List<BatchOutcome<T>> executeBatchQueries(
            List<? extends Query<T>> queries, QueryOptions options) {
        return new Batch<T>(this, batchConcurrency()).run(queries, batchOptions(options));
    }

    /**
     * As {@link #executeQuery}, on another thread. Cancelling the future cancels the statement. What hangs on the
     * future runs on that thread when the call has left its place in line, so it may ask the router again.
     *
     * @param <T> what the query answers
     * @param query what to do with the connection
     * @param options its name, type, priority and limits
     * @return the answer, or the exception that {@link #executeQuery} would throw
     */
    public <T extends @Nullable Object> CompletableFuture<T> executeQueryAsync(Query<T> query, QueryOptions options) {
        try {
            return assembly.async().submit(newCall(options, true), query);
        } catch (QueryRejectedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * As {@link #executeHighPriorityQuery}, on another thread.
     *
     * @param <T> what the query answers
     * @param query what to do with the connection
     * @param options its name, type, priority and limits
     * @return the answer, or the exception that {@link #executeQuery} would throw
     */
    public <T extends @Nullable Object> CompletableFuture<T> executeHighPriorityQueryAsync(
            Query<T> query, QueryOptions options) {
        return executeQueryAsync(query, options.withPriority(Priority.HIGH));
    }

    /**
     * As {@link #executeTransaction}, on another thread.
     *
     * @param <T> what the query answers
     * @param query what to do with the connection
     * @param options its name, type, priority and limits
     * @return the answer, or the exception that {@link #executeQuery} would throw
     */
    public <T extends @Nullable Object> CompletableFuture<T> executeTransactionAsync(
            Query<T> query, QueryOptions options) {
        return executeQueryAsync(query, options.withType(QueryType.TRANSACTION));
    }

    /**
     * As {@link #smartQuery}, on another thread.
     *
     * @param <T> what the query answers
     * @param query what to do with the connection
     * @param options its name, type, priority and limits
     * @return the answer, or the exception that {@link #executeQuery} would throw
     */
    public <T extends @Nullable Object> CompletableFuture<T> smartQueryAsync(Query<T> query, QueryOptions options) {
        return executeQueryAsync(query, options);
    }

    /**
     * Runs anything and counts and logs it under a name, with the router's state before and after.
     *
     * @param <T> what the query answers
     * @param work what to run
     * @param name as a query's name: 1 to 100 characters
     * @return the work's answer
     */
    public <T extends @Nullable Object> T withConnectionMonitoring(Supplier<T> work, String name) {
        return new MonitoredExecution(assembly, clock).run(work, QueryOptions.named(name));
    }

    /**
     * What the router is doing and has done.
     *
     * @return read one number after the other, so under load they need not add up
     */
    public RouterStatus status() {
        return assembly.status();
    }

    /**
     * Where to tell the target's health, so that low priority is slowed at WARNING and held at CRITICAL. Tell it of
     * this router's target only; with management attached, other targets' health is passed over.
     *
     * @return thread-safe, and never blocking
     */
    public HealthListener healthListener() {
        return assembly::onHealth;
    }

    /**
     * Keeps an eye on the target through management: asks for its health at every interval in which nobody told it
     * through {@link #healthListener()}, and, with {@code autoCleanupEnabled}, asks for automatic management when the health
     * calls for it. From then on only its target's health counts. At most one management at a time; it stays the caller's to close, after the router.
     *
     * @param management what to ask; not closed with it
     */
    public void enableHealthManagement(ConnectionManagement management) {
        assembly.enableHealthManagement(management);
    }

    /**
     * Tells the listener of every call from now on.
     *
     * @param listener quick, and never throwing
     */
    public void addListener(CallListener listener) {
        assembly.addListener(listener);
    }

    /**
     * What it was opened with.
     *
     * @return as given to {@link #open}
     */
    public RouterSettings settings() {
        return settings;
    }

    /**
     * Whether {@link #close()} has been called.
     *
     * @return whether further calls are refused
     */
    public boolean isClosed() {
        return closed.get();
    }

    /** Refuses further calls, ends those under way by closing their connections, and closes both lanes. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            assembly.close();
        }
    }

    private Call newCall(QueryOptions options, boolean queued) {
        if (closed.get()) {
            throw new QueryRejectedException(
                    "Query '" + options.name() + "' was refused: the router is closed", options.name());
        }
        Duration timeout =
                options.timeout() == null ? settings.timeouts().defaultTimeout(options.type()) : options.timeout();
        return new Call(
                options,
                RetryDecider.maxRetries(options, settings.retryAttempts()),
                Deadline.after(timeout, clock),
                queued);
    }

    /** Enough to keep every low-priority connection busy, and never more than the queue can hold. */
    private int batchConcurrency() {
        return Math.min(settings.sizes().lowPriority() * 2, settings.sizes().queueCapacity());
    }

    private static QueryOptions batchOptions(QueryOptions options) {
        QueryOptions low = options.withPriority(Priority.LOW);
        return low.type() == QueryType.GENERAL ? low.withType(QueryType.BATCH) : low;
    }
}
