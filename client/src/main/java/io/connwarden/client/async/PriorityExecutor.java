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
 * The queue and the threads of one priority. The number of permits is limited, not the number of threads. A query that
 * never returns therefore keeps its thread but loses its permit.
 */
final class PriorityExecutor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PriorityExecutor.class);

    private final ThrottledQueue queue;
    private final BiFunction<Admission.Rejected, Call, QueryRejectedException> rejection;
    private final ExecutorService threads;

    /**
     * Creates an executor without threads.
     *
     * @param threadName the name of every thread
     * @param rejection creates the exception for a call that finds the queue full
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
     * Enqueues a call, or rejects it if the queue is full.
     *
     * @param flow the flow of the queue that the call belongs to
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

    /** Starts a call that was granted its permit. Runs under the lock of the queue. */
    private void start(AsyncCall<?> async, PermitRequest[] holder) {
        Permit permit = Objects.requireNonNull(holder[0].permit(), "granted");
        async.call().holdQueuePermit(permit);
        try {
            threads.execute(async);
        } catch (RejectedExecutionException e) {
            async.completeOnOtherThread(() -> {
                async.call().releaseQueuePermit();
                async.reject(AsyncCalls.routerClosed(async.call()));
            });
        } catch (OutOfMemoryError e) {
            // Not rethrown: this thread may belong to another call that has just released its permit.
            LOG.error(
                    "Could not start a thread for query '{}'; it was not executed and will time out at its deadline",
                    async.call().name(),
                    e);
        }
    }

    private void dequeue(PermitRequest request, String flow) {
        // A permit that was granted already is released by the thread that runs the call.
        request.cancel();
        queue.remove(request, flow);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
