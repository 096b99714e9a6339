package io.connwarden.client;

import dev.failsafe.RateLimiter;
import io.connwarden.client.async.AsyncCalls;
import io.connwarden.client.async.PendingAsyncCalls;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.LoggingStage;
import io.connwarden.client.call.Stage;
import io.connwarden.client.call.WorkScope;
import io.connwarden.client.datasource.RouterDataSource;
import io.connwarden.client.deadline.DeadlineMonitor;
import io.connwarden.client.deadline.DeadlineThread;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.lane.Lanes;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.metrics.CallCounters;
import io.connwarden.client.metrics.MetricsStage;
import io.connwarden.client.metrics.QueryStatistics;
import io.connwarden.client.permit.FairQueue;
import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.queue.QueueExceptions;
import io.connwarden.client.queue.QueueStage;
import io.connwarden.client.queue.ThrottledQueue;
import io.connwarden.client.retry.FailsafePolicies;
import io.connwarden.client.retry.RetryStage;
import io.connwarden.client.scope.CurrentScope;
import io.connwarden.client.scope.ScopeStage;
import io.connwarden.client.scope.Scopes;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.CallListener;
import io.connwarden.client.status.LaneName;
import io.connwarden.client.status.LaneStatus;
import io.connwarden.client.status.RouterStatus;
import io.connwarden.client.throttle.HealthThrottle;
import io.connwarden.contracts.message.Health;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The composition of the stages. Outermost first:
 *
 * <ol>
 *   <li>{@link LoggingStage}, in development mode: logs one line per query
 *   <li>{@link MetricsStage}: counts outcomes and measures latency
 *   <li>{@link QueueStage}: queues low priority
 *   <li>{@link RetryStage}: retries attempts that are safe to retry
 *   <li>{@link Lanes}: selects the lane, acquires permit and connection, runs the query, releases both. In a scope,
 *       {@link ScopeStage}: runs the work, with connections of the data source
 * </ol>
 */
final class RouterAssembly implements AutoCloseable {
    private final DeadlineMonitor deadlines = new DeadlineMonitor();
    private final CallCounters counters = new CallCounters();
    private final QueryStatistics queryStatistics = new QueryStatistics();
    private final List<CallListener> listeners = new CopyOnWriteArrayList<>(List.of(counters, queryStatistics));
    private final DeadlineThread deadlineThread;
    private final HealthThrottle throttle;
    private final ThrottledQueue queue;
    private final Lanes lanes;
    private final Stage firstStage;
    private final MetricsStage metricsStage;
    private final AsyncCalls async;
    private final HealthManagement healthManagement;
    private final CurrentScope currentScope;
    private final Scopes scopes;

    RouterAssembly(RouterSettings settings, NanoClock clock) {
        RateLimiter<Object> limiter =
                FailsafePolicies.lowPriorityRateLimiter(settings.health().lowPriorityRateAtWarning());
        throttle = new HealthThrottle(settings.health(), clock, limiter::tryAcquirePermit);
        FairQueue fairQueue =
                new FairQueue(settings.sizes().queueCapacity(), settings.sizes().lowPriorityConnections(), throttle);
        queue = new ThrottledQueue(fairQueue, deadlines);
        QueueExceptions exceptions = new QueueExceptions(throttle::lowPriorityLimit);
        lanes = Lanes.open(settings, deadlines, clock, counters);

        UnaryOperator<Stage> outerStages = innermost -> {
            RetryStage retryStage = new RetryStage(innermost, clock, counters::onRetry);
            QueueStage queueStage = new QueueStage(retryStage, queue, exceptions, clock);
            MetricsStage measured = new MetricsStage(queueStage, clock, listeners);
            return settings.queryLoggingEnabled() ? new LoggingStage(measured, clock) : measured;
        };
        firstStage = outerStages.apply(lanes.stage());
        // Counts work that passes no further stage.
        metricsStage = new MetricsStage(lanes.stage(), clock, listeners);
        currentScope = new CurrentScope();
        scopes = new Scopes(currentScope, outerStages.apply(new ScopeStage(currentScope, clock)), metricsStage);

        async = new AsyncCalls(
                settings,
                firstStage,
                queue,
                exceptions,
                deadlines,
                new PendingAsyncCalls(deadlines, metricsStage::recordUnstarted));
        healthManagement = new HealthManagement(settings.health(), clock);
        deadlineThread =
                DeadlineThread.start(deadlines, clock, settings.database().applicationName() + "-watch");
    }

    /** Returns the outermost stage. */
    Stage firstStage() {
        return firstStage;
    }

    Scopes scopes() {
        return scopes;
    }

    /** Returns the scope of the current thread, or null outside a scope. */
    @Nullable WorkScope currentScope() {
        return currentScope.get();
    }

    DataSource dataSource(Supplier<Call> newCall, String description) {
        return new RouterDataSource(
                lanes.applicationConnections(), currentScope, newCall, metricsStage::recordConnection, description);
    }

    AsyncCalls async() {
        return async;
    }

    <T extends @Nullable Object> T countCall(Call call, Supplier<T> work) {
        return metricsStage.measure(call, work);
    }

    /** Passes the target's health to the throttle and to the health management. */
    void onHealth(Health health) {
        throttle.onHealth(health);
        healthManagement.onHealth(health);
    }

    void enableHealthManagement(ManagementClient management) {
        healthManagement.enable(management, this::onHealth, throttle::hasRecentHealth);
        throttle.restrictTo(management.target());
    }

    void addListener(CallListener listener) {
        listeners.add(listener);
    }

    RouterStatus status() {
        FairQueue.QueueCounts queueCounts = queue.counts();
        return new RouterStatus(
                queueCounts.waiting(),
                queueCounts.running() > 0,
                async.pendingCount(),
                throttle.lowPriorityLimit(),
                lane(LaneName.STANDARD),
                lane(LaneName.RESERVED),
                counters.totals(),
                counters.lastAbandoned(),
                queryStatistics.status());
    }

    int queueLength() {
        return queue.counts().waiting();
    }

    LaneStatus lane(LaneName name) {
        LaneLimiter.PermitCounts permits = lanes.permitCounts(name);
        return new LaneStatus(
                permits.running(),
                permits.runningSecondary(),
                permits.waiting(),
                lanes.poolCounts(name),
                lanes.connectFailure(name));
    }

    @Override
    public void close() {
        // First, so that every call released below finds the lanes closed.
        lanes.beginClose();
        healthManagement.close();
        throttle.unblock();
        async.close();
        queue.unblockAll();
        lanes.close();
        deadlineThread.close();
    }
}
