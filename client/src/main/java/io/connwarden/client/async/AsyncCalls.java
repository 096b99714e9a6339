package io.connwarden.client.async;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.Watch;
import io.connwarden.client.gate.Entry;
import io.connwarden.client.gate.FairQueue;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryRefusedException;
import io.connwarden.client.queue.QueueEndings;
import io.connwarden.client.queue.WaitingLine;
import io.connwarden.client.settings.LaneSizes;
import io.connwarden.client.settings.RouterSettings;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on threads of their own. Each priority has its own turns, as many as it may hold connections, so that no
 * priority waits for another; and its own bounded line, so that no line grows without end.
 */
public final class AsyncCalls implements AutoCloseable {
    private static final String ONE_FLOW = "";

    private final AsyncLine high;
    private final AsyncLine normal;
    private final AsyncLine low;
    private final Stage stage;
    private final Unbegun unbegun;

    /**
     * None yet.
     *
     * @param line the low-priority queue, where calls that are not asynchronous wait too
     */
    public AsyncCalls(
            RouterSettings settings,
            Stage stage,
            WaitingLine line,
            QueueEndings endings,
            Watch watch,
            Unbegun unbegun) {
        String name = settings.access().applicationName();
        LaneSizes sizes = settings.sizes();
        this.high = new AsyncLine(name + "-high", line(sizes, sizes.reserved(), watch), AsyncCalls::full);
        this.normal = new AsyncLine(
                name + "-normal", line(sizes, sizes.standard() + sizes.fallback(), watch), AsyncCalls::full);
        this.low = new AsyncLine(name + "-low", line, endings::refused);
        this.stage = stage;
        this.unbegun = unbegun;
    }

    private static WaitingLine line(LaneSizes sizes, int turns, Watch watch) {
        return new WaitingLine(new FairQueue(sizes.queueCapacity(), turns, () -> true), watch);
    }

    /** Begins a call; its outcome, good or bad, is the future's. Never waits and never throws. */
    public <T extends @Nullable Object> CompletableFuture<T> begin(Call call, Query<T> query) {
        AsyncCall<T> async = new AsyncCall<>(call, query, stage, unbegun);
        switch (call.priority()) {
            case HIGH -> high.enter(async, ONE_FLOW);
            case NORMAL -> normal.enter(async, ONE_FLOW);
            case LOW -> low.enter(async, call.name());
        }
        return async.future();
    }

    private static QueryRefusedException full(Entry.Refused refused, Call call) {
        return refused(
                call,
                refused.waiting()
                        + " calls of its priority wait for a thread already. Ask again later, or raise queueCapacity");
    }

    static QueryRefusedException closed(Call call) {
        return refused(call, "the router is closed");
    }

    private static QueryRefusedException refused(Call call, String why) {
        return new QueryRefusedException("Query '" + call.name() + "' was refused: " + why, call.name());
    }

    /** How many calls have not been begun. */
    public int waiting() {
        return unbegun.count();
    }

    /** Refuses calls not begun and all further ones; those begun end by their deadlines or with their connections. */
    @Override
    public void close() {
        unbegun.refuseAll(AsyncCalls::closed);
        high.close();
        normal.close();
        low.close();
    }
}
