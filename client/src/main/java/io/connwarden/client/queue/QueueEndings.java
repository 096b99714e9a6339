package io.connwarden.client.queue;

import io.connwarden.client.call.Call;
import io.connwarden.client.gate.Entry;
import io.connwarden.client.pressure.LowPriority;
import io.connwarden.client.query.Effect;
import io.connwarden.client.query.QueryRefusedException;
import io.connwarden.client.query.QueryTimeoutException;
import java.util.function.Supplier;

/** What a call is told when it does not get its turn. */
public final class QueueEndings {
    private final Supplier<LowPriority> treatment;

    /**
     * The endings.
     *
     * @param treatment how low priority is treated right now, which explains a long wait
     */
    public QueueEndings(Supplier<LowPriority> treatment) {
        this.treatment = treatment;
    }

    /** Throws when the queue turned the call away. */
    public void throwIfRefused(Entry entry, Call call) {
        if (entry instanceof Entry.Refused refused) {
            throw refused(refused, call);
        }
    }

    /** The queue turned the call away. */
    public QueryRefusedException refused(Entry.Refused refused, Call call) {
        return new QueryRefusedException(
                "Query '" + call.name() + "' was refused: the low-priority queue is full (" + refused.waiting() + " of "
                        + refused.capacity() + " wait, " + why() + "). Ask again later, send fewer at a time, or raise "
                        + "queueCapacity or lowPriorityConnections",
                call.name());
    }

    /** Its deadline passed before its turn. */
    public QueryTimeoutException timeout(Call call) {
        return new QueryTimeoutException(
                "Query '" + call.name() + "' had no turn in the low-priority queue within "
                        + call.deadline().allowed().toMillis() + " ms (" + why() + ")",
                call.ending(Effect.NONE),
                null);
    }

    private String why() {
        LowPriority now = treatment.get();
        if (now instanceof LowPriority.Held) {
            return "low priority is held because " + now.reason();
        }
        if (now instanceof LowPriority.Slowed) {
            return "low priority is slowed because " + now.reason();
        }
        return "low priority is not held back";
    }
}
