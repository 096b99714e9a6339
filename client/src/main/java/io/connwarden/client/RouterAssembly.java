package io.connwarden.client;

import dev.failsafe.RateLimiter;
import io.connwarden.client.async.AsyncCalls;
import io.connwarden.client.async.Unbegun;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.count.CountedCalls;
import io.connwarden.client.count.LoggedCalls;
import io.connwarden.client.count.PerQuery;
import io.connwarden.client.count.Tally;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.deadline.Watch;
import io.connwarden.client.deadline.WatchThread;
import io.connwarden.client.gate.FairQueue;
import io.connwarden.client.gate.GateCounts;
import io.connwarden.client.gate.QueueCounts;
import io.connwarden.client.lane.Lanes;
import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.queue.QueueEndings;
import io.connwarden.client.queue.QueuedCalls;
import io.connwarden.client.queue.TargetPressure;
import io.connwarden.client.queue.WaitingLine;
import io.connwarden.client.retry.Resilience;
import io.connwarden.client.retry.RetriedCalls;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.CallListener;
import io.connwarden.client.status.LaneName;
import io.connwarden.client.status.LaneStatus;
import io.connwarden.client.status.RouterStatus;
import io.connwarden.contracts.message.Health;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the stages are put together. Outermost first:
 *
 * <ol>
 *   <li>{@link LoggedCalls}, in development mode: one line per query
 *   <li>{@link CountedCalls}: how it ended and how long it took
 *   <li>{@link QueuedCalls}: low priority waits for its turn
 *   <li>{@link RetriedCalls}: attempts, as long as they can do no harm
 *   <li>{@link Lanes}: the right lane, a place, a connection, the query, the connection back
 * </ol>
 */
final class RouterAssembly implements AutoCloseable {
    private final Watch watch = new Watch();
    private final Tally tally = new Tally();
    private final PerQuery perQuery = new PerQuery();
    private final List<CallListener> listeners = new CopyOnWriteArrayList<>(List.of(tally, perQuery));
    private final WatchThread watchThread;
    private final TargetPressure pressure;
    private final WaitingLine line;
    private final Lanes lanes;
    private final Stage first;
    private final CountedCalls counted;
    private final AsyncCalls async;
    private final Care care;

    RouterAssembly(RouterSettings settings, NanoClock clock) {
        RateLimiter<Object> limiter =
                Resilience.lowPriorityLimiter(settings.health().lowPriorityRateAtWarning());
        pressure = new TargetPressure(settings.health(), clock, limiter::tryAcquirePermit);
        FairQueue queue =
                new FairQueue(settings.sizes().queueCapacity(), settings.sizes().low(), pressure);
        line = new WaitingLine(queue, watch);
        QueueEndings endings = new QueueEndings(pressure::lowPriority);
        lanes = Lanes.open(settings, watch, clock, tally);

        RetriedCalls retried = new RetriedCalls(lanes.stage(), clock, tally::retried);
        QueuedCalls queued = new QueuedCalls(retried, line, endings, clock);
        counted = new CountedCalls(queued, clock, listeners);
        first = settings.developmentMode() ? new LoggedCalls(counted, clock) : counted;

        async = new AsyncCalls(settings, first, line, endings, watch, new Unbegun(watch, counted::endedBefore));
        care = new Care(settings.health(), clock);
        watchThread = WatchThread.start(watch, clock, settings.access().applicationName() + "-watch");
    }

    /** The outermost stage. */
    Stage first() {
        return first;
    }

    AsyncCalls async() {
        return async;
    }

    <T extends @Nullable Object> T count(Call call, Supplier<T> work) {
        return counted.count(call, work);
    }

    /** Tells everybody who cares about the target's health. */
    void hear(Health health) {
        pressure.onHealth(health);
        care.onHealth(health);
    }

    void manageWith(ConnectionManagement management) {
        care.manageWith(management, this::hear, pressure::heardLately);
        pressure.countOnly(management.target());
    }

    void tell(CallListener listener) {
        listeners.add(listener);
    }

    RouterStatus status() {
        QueueCounts queue = line.counts();
        return new RouterStatus(
                queue.waiting(),
                queue.inside() > 0,
                async.waiting(),
                pressure.lowPriority(),
                lane(LaneName.STANDARD),
                lane(LaneName.RESERVED),
                tally.totals(),
                tally.lastAbandoned(),
                perQuery.status());
    }

    int queueLength() {
        return line.counts().waiting();
    }

    LaneStatus lane(LaneName name) {
        GateCounts gate = lanes.gate(name);
        return new LaneStatus(gate.inside(), gate.guestsInside(), gate.waiting(), lanes.pool(name));
    }

    @Override
    public void close() {
        // First of all: whoever is let go by what follows finds the lanes closed.
        lanes.closes();
        care.close();
        pressure.release();
        async.close();
        line.releaseAll();
        lanes.close();
        watchThread.close();
    }
}
