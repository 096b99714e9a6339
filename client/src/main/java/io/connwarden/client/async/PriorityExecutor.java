package io.connwarden.client.async;

import io.connwarden.client.call.Call;
import io.connwarden.client.permit.Admission;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.permit.PermitRequest;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.queue.ThrottledQueue;
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
final class PriorityExecutor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PriorityExecutor.class);

    private final ThrottledQueue queue;
    private final BiFunction<Admission.Rejected, Call, QueryRejectedException> rejection;
    private final ExecutorService threads;

    /**
     * An empty line.
     *
     * @param threadName of every thread
     * @param rejection what a call is told when the line is full
     */
    PriorityExecutor(
            String threadName,
            ThrottledQueue queue,
            BiFunction<Admission.Rejected, Call, QueryRejectedException> rejection) {
        this.queue = queue;
        this.rejection = rejection;
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
    void submit(AsyncCall<?> async, String flow) {
        PermitRequest[] holder = new PermitRequest[1];
        PermitRequest request = PermitRequest.withCallback(() -> start(async, holder));
        holder[0] = request;
        async.onEnqueued(() -> dequeue(request, flow));
        if (queue.enqueue(request, flow) instanceof Admission.Rejected rejected) {
            async.reject(rejection.apply(rejected, async.call()));
        }
    }

    /** Within the line's lock. */
    private void start(AsyncCall<?> async, PermitRequest[] holder) {
        Permit turn = Objects.requireNonNull(holder[0].permit(), "granted");
        async.call().holdTurn(turn::release);
        try {
            threads.execute(async);
        } catch (RejectedExecutionException e) {
            async.completeOnOtherThread(() -> {
                async.call().releaseTurn();
                async.reject(AsyncCalls.routerClosed(async.call()));
            });
        } catch (OutOfMemoryError e) {
            // Whoever has just ended a call and leaves its turn is not to blame.
            LOG.error(
                    "No thread could be made for query '{}', which ends at its deadline",
                    async.call().name(),
                    e);
        }
    }

    private void dequeue(PermitRequest request, String flow) {
        // A turn that was granted already is left by the thread that has been told to run it.
        request.cancel();
        queue.remove(request, flow);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
