package io.connwarden.client.async;

import io.connwarden.client.call.Call;
import io.connwarden.client.gate.Entry;
import io.connwarden.client.gate.Pass;
import io.connwarden.client.gate.Ticket;
import io.connwarden.client.query.QueryRefusedException;
import io.connwarden.client.queue.WaitingLine;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one priority that wait for their turn, and the threads that run those who have it. The turns are
 * counted, not the threads: a query that never ends keeps its thread, but not its turn.
 */
final class AsyncLine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AsyncLine.class);

    private final WaitingLine line;
    private final BiFunction<Entry.Refused, Call, QueryRefusedException> full;
    private final ExecutorService threads;

    /**
     * An empty line.
     *
     * @param threadName of every thread
     * @param full what a call is told when the line is full
     */
    AsyncLine(String threadName, WaitingLine line, BiFunction<Entry.Refused, Call, QueryRefusedException> full) {
        this.line = line;
        this.full = full;
        this.threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, threadName);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Lets a call wait for its turn, or refuses it.
     *
     * @param flow whose turn it takes
     */
    void enter(AsyncCall<?> async, String flow) {
        Ticket[] holder = new Ticket[1];
        Ticket ticket = Ticket.calling(() -> run(async, holder));
        holder[0] = ticket;
        async.waitsInLine(() -> leave(ticket, flow));
        if (line.enter(ticket, flow) instanceof Entry.Refused refused) {
            async.refuse(full.apply(refused, async.call()));
        }
    }

    /** Within the line's lock. */
    private void run(AsyncCall<?> async, Ticket[] holder) {
        Pass turn = Objects.requireNonNull(holder[0].place(), "granted");
        async.call().takesTurn(turn::leave);
        try {
            threads.execute(async);
        } catch (RejectedExecutionException e) {
            async.elsewhere(() -> {
                async.call().leaveTurn();
                async.refuse(AsyncCalls.closed(async.call()));
            });
        } catch (OutOfMemoryError e) {
            // Whoever has just ended a call and leaves its turn is not to blame.
            log.error(
                    "No thread could be made for query '{}', which ends at its deadline",
                    async.call().name(),
                    e);
        }
    }

    private void leave(Ticket ticket, String flow) {
        // A turn that was granted already is left by the thread that has been told to run it.
        ticket.giveUp();
        line.forget(ticket, flow);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
