package io.connwarden.client.count;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.status.CallEnd;
import io.connwarden.client.status.CallListener;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the listeners how each call ended and how long it took. */
public final class CountedCalls implements Stage {
    private final Stage next;
    private final NanoClock clock;
    private final List<CallListener> listeners;

    /**
     * The stage.
     *
     * @param next the stage after this one
     * @param clock measures the time
     * @param listeners told in order; may grow while calls run, if the list allows it
     */
    public CountedCalls(Stage next, NanoClock clock, List<CallListener> listeners) {
        this.next = next;
        this.clock = clock;
        this.listeners = listeners;
    }

    @Override
    public <T extends @Nullable Object> T run(Call call, Query<T> query) {
        return count(call, () -> next.run(call, query));
    }

    /**
     * Counts any work as the call's.
     *
     * @param <T> what the work answers
     * @param call the call it is counted as
     * @param work what to run
     * @return the work's answer
     */
    public <T extends @Nullable Object> T count(Call call, Supplier<T> work) {
        CallEnd end = CallEnd.THREW;
        try {
            T answer = work.get();
            end = CallEnd.SUCCEEDED;
            return answer;
        } catch (QueryException e) {
            end = endOf(e);
            throw e;
        } finally {
            tell(call, end);
        }
    }

    /**
     * For a call that ended before it came here.
     *
     * @param call the call it is counted as
     * @param exception how it ended
     */
    public void endedBefore(Call call, QueryException exception) {
        tell(call, endOf(exception));
    }

    private void tell(Call call, CallEnd end) {
        long nanos = clock.nanos() - call.deadline().startedAt();
        for (CallListener listener : listeners) {
            listener.ended(call.name(), call.priority(), end, nanos);
        }
    }

    private static CallEnd endOf(QueryException exception) {
        if (exception instanceof QueryFailedException) {
            return CallEnd.FAILED;
        }
        if (exception instanceof QueryTimeoutException) {
            return CallEnd.TIMED_OUT;
        }
        return exception instanceof QueryInterruptedException ? CallEnd.INTERRUPTED : CallEnd.REFUSED;
    }
}
