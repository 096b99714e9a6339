package io.connwarden.client.queue;

import io.connwarden.client.call.Call;
import io.connwarden.client.permit.Admission;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.status.LowPriorityLimit;
import java.util.function.Supplier;

/** The exceptions of calls that the low-priority queue rejects or that time out in the queue. */
public final class QueueExceptions {
    private final Supplier<LowPriorityLimit> limit;

    /**
     * Creates the factory.
     *
     * @param limit supplies the current limit of low priority, which explains a long wait
     */
    public QueueExceptions(Supplier<LowPriorityLimit> limit) {
        this.limit = limit;
    }

    /** Throws if the queue rejected the call. */
    public void throwIfRejected(Admission admission, Call call) {
        if (admission instanceof Admission.Rejected rejected) {
            throw rejected(rejected, call);
        }
    }

    /** Returns the exception for a rejected call. */
    public QueryRejectedException rejected(Admission.Rejected rejected, Call call) {
        return new QueryRejectedException(
                "Query '" + call.name() + "' was rejected: the low-priority queue is full (" + rejected.waiting()
                        + " of "
                        + rejected.capacity() + " entries, " + limitReason()
                        + "). Retry later, submit fewer queries at "
                        + "a time, or raise queueCapacity or lowPriorityConnections",
                call.name());
    }

    /** Returns the exception for a call that timed out in the queue. */
    public QueryTimeoutException timeout(Call call) {
        return new QueryTimeoutException(
                "Query '" + call.name() + "' timed out after "
                        + call.deadline().timeout().toMillis() + " ms in the low-priority queue; it was not executed ("
                        + limitReason() + ")",
                call.ending(FailureEffect.NONE),
                null);
    }

    private String limitReason() {
        LowPriorityLimit now = limit.get();
        if (now instanceof LowPriorityLimit.Blocked) {
            return "low priority is blocked: " + now.reason();
        }
        if (now instanceof LowPriorityLimit.Limited) {
            return "low priority is limited: " + now.reason();
        }
        return "low priority is not limited";
    }
}
