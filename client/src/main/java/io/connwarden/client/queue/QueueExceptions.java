package io.connwarden.client.queue;

import io.connwarden.client.call.Call;
import io.connwarden.client.permit.Admission;
import io.connwarden.client.query.Applied;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.throttle.LowPriorityThrottle;
import java.util.function.Supplier;

/** What a call is told when it does not get its turn. */
public final class QueueExceptions {
    private final Supplier<LowPriorityThrottle> throttle;

    /**
     * The endings.
     *
     * @param throttle how low priority is treated right now, which explains a long wait
     */
    public QueueExceptions(Supplier<LowPriorityThrottle> throttle) {
        this.throttle = throttle;
    }

    /** Throws when the queue turned the call away. */
    public void throwIfRejected(Admission admission, Call call) {
        if (admission instanceof Admission.Rejected rejected) {
            throw rejected(rejected, call);
        }
    }

    /** The queue turned the call away. */
    public QueryRejectedException rejected(Admission.Rejected rejected, Call call) {
        return new QueryRejectedException(
                "Query '" + call.name() + "' was refused: the low-priority queue is full (" + rejected.waiting()
                        + " of "
                        + rejected.capacity() + " wait, " + throttleReason()
                        + "). Ask again later, send fewer at a time, or raise "
                        + "queueCapacity or lowPriorityConnections",
                call.name());
    }

    /** Its deadline passed before its turn. */
    public QueryTimeoutException timeout(Call call) {
        return new QueryTimeoutException(
                "Query '" + call.name() + "' had no turn in the low-priority queue within "
                        + call.deadline().timeout().toMillis() + " ms (" + throttleReason() + ")",
                call.ending(Applied.NO),
                null);
    }

    private String throttleReason() {
        LowPriorityThrottle now = throttle.get();
        if (now instanceof LowPriorityThrottle.Blocked) {
            return "low priority is held because " + now.reason();
        }
        if (now instanceof LowPriorityThrottle.Limited) {
            return "low priority is slowed because " + now.reason();
        }
        return "low priority is not held back";
    }
}
