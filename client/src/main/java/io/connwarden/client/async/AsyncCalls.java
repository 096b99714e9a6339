package io.connwarden.client.async;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.gate.Entry;
import io.connwarden.client.gate.Pass;
import io.connwarden.client.gate.Ticket;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryRefusedException;
import io.connwarden.client.queue.QueueEndings;
import io.connwarden.client.queue.WaitingLine;
import io.connwarden.client.settings.RouterSettings;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on threads of their own. Each priority has its own threads, as many as it may hold connections, so that
 * no priority waits for another's threads; and its own bounded line, so that no line grows without end.
 */
public final class AsyncCalls implements AutoCloseable {
    private final ThreadPoolExecutor high;
    private final ThreadPoolExecutor normal;
    private final ThreadPoolExecutor low;
    private final Stage stage;
    private final WaitingLine line;
    private final QueueEndings endings;
    private final Unbegun unbegun;

    public AsyncCalls(RouterSettings settings, Stage stage, WaitingLine line, QueueEndings endings, Unbegun unbegun) {
        String name = settings.access().applicationName();
        int capacity = settings.sizes().queueCapacity();
        this.high = threads(name + "-high", settings.sizes().reserved(), capacity);
        this.normal = threads(
                name + "-normal", settings.sizes().standard() + settings.sizes().fallback(), capacity);
        // Its line is the low-priority queue; behind that nobody waits for a thread.
        this.low = threads(name + "-low", settings.sizes().low(), Integer.MAX_VALUE);
        this.stage = stage;
        this.line = line;
        this.endings = endings;
        this.unbegun = unbegun;
    }

    /** Begins a call; its outcome, good or bad, is the future's. Never waits and never throws. */
    public <T extends @Nullable Object> CompletableFuture<T> begin(Call call, Query<T> query) {
        AsyncCall<T> async = new AsyncCall<>(call, query, stage, unbegun);
        switch (call.priority()) {
            case HIGH -> offer(async, high);
            case NORMAL -> offer(async, normal);
            case LOW -> enterQueue(async);
        }
        return async.future();
    }

    private static void offer(AsyncCall<?> async, ThreadPoolExecutor threads) {
        async.waitsInLine(() -> threads.remove(async));
        try {
            threads.execute(async);
        } catch (RejectedExecutionException e) {
            async.refuse(refused(async.call(), threads));
        }
    }

    private void enterQueue(AsyncCall<?> async) {
        String flow = async.call().name();
        Ticket[] holder = new Ticket[1];
        Ticket ticket = Ticket.calling(() -> runOnTurn(async, holder));
        holder[0] = ticket;
        async.waitsInLine(() -> leaveQueue(ticket, flow));
        if (line.enter(ticket, flow) instanceof Entry.Refused refused) {
            async.refuse(endings.refused(refused, async.call()));
        }
    }

    private void runOnTurn(AsyncCall<?> async, Ticket[] holder) {
        Pass turn = Objects.requireNonNull(holder[0].place(), "granted");
        try {
            low.execute(() -> async.runAndThen(turn::leave));
        } catch (RejectedExecutionException e) {
            async.refuse(refused(async.call(), low));
            turn.leave();
        }
    }

    private void leaveQueue(Ticket ticket, String flow) {
        // A turn that was granted already is left by the thread that has been told to run it.
        ticket.giveUp();
        line.forget(ticket, flow);
    }

    private static QueryRefusedException refused(Call call, ThreadPoolExecutor threads) {
        String why = threads.isShutdown()
                ? "the router is closed"
                : threads.getQueue().size() + " calls of its priority wait for a thread already. Ask again later, or "
                        + "raise queueCapacity";
        return new QueryRefusedException("Query '" + call.name() + "' was refused: " + why, call.name());
    }

    private static ThreadPoolExecutor threads(String name, int count, int capacity) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(capacity), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** How many calls have not been begun. */
    public int waiting() {
        return unbegun.count();
    }

    /** Refuses calls not begun and all further ones; those begun end by their deadlines or with their connections. */
    @Override
    public void close() {
        unbegun.refuseAll(call -> new QueryRefusedException(
                "Query '" + call.name() + "' was refused: the router is closed", call.name()));
        high.shutdown();
        normal.shutdown();
        low.shutdown();
    }
}
