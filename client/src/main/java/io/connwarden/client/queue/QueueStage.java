package io.connwarden.client.queue;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.permit.PermitRequest;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Priority;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryInterruptedException;
import org.jspecify.annotations.Nullable;

/** The stage in which calls of low priority wait for a permit of the queue. Passes other calls on directly. */
public final class QueueStage implements Stage {
    private final Stage next;
    private final ThrottledQueue queue;
    private final QueueExceptions exceptions;
    private final NanoClock clock;

    /** Set while the thread holds a permit. A query inside the query must not wait for it. */
    @SuppressWarnings("ThreadLocalUsage") // One per router, because a thread may use several routers.
    private final ThreadLocal<@Nullable Boolean> holdsPermit = new ThreadLocal<>();

    public QueueStage(Stage next, ThrottledQueue queue, QueueExceptions exceptions, NanoClock clock) {
        this.next = next;
        this.queue = queue;
        this.exceptions = exceptions;
        this.clock = clock;
    }

    @Override
    public <T extends @Nullable Object> T run(Call call, Query<T> query) {
        if (call.priority() != Priority.LOW || call.isAlreadyQueued() || holdsPermit.get() != null) {
            return next.run(call, query);
        }
        call.holdQueuePermit(awaitPermit(call));
        holdsPermit.set(true);
        try {
            return next.run(call, query);
        } finally {
            holdsPermit.remove();
            call.releaseQueuePermit();
        }
    }

    private Permit awaitPermit(Call call) {
        PermitRequest request = PermitRequest.forCurrentThread();
        exceptions.throwIfRejected(queue.enqueue(request, call.name()), call);
        try {
            Permit permit = request.await(call.deadline().remaining(clock.nanos()));
            Permit lastMoment = permit == null ? request.cancel() : permit;
            if (lastMoment == null) {
                throw exceptions.timeout(call);
            }
            return lastMoment;
        } catch (InterruptedException e) {
            Permit permit = request.cancel();
            if (permit != null) {
                permit.release();
            }
            Thread.currentThread().interrupt();
            throw interrupted(call, e);
        } finally {
            queue.remove(request, call.name());
        }
    }

    private static QueryInterruptedException interrupted(Call call, InterruptedException cause) {
        return new QueryInterruptedException(
                "Query '" + call.name() + "' was interrupted in the low-priority queue; it was not executed",
                call.ending(FailureEffect.NONE),
                cause);
    }
}
