package io.connwarden.client.metrics;

import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.CancelReason;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.status.CallListener;
import io.connwarden.client.status.CallOutcome;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stage that reports outcome and duration of each call to the listeners. */
public final class MetricsStage implements Stage {
    private final Stage next;
    private final NanoClock clock;
    private final List<CallListener> listeners;

    /**
     * Creates the stage.
     *
     * @param next the stage after this one
     * @param clock measures the time
     * @param listeners called in order; the list may grow while calls run if it is thread-safe
     */
    public MetricsStage(Stage next, NanoClock clock, List<CallListener> listeners) {
        this.next = next;
        this.clock = clock;
        this.listeners = listeners;
    }

    @Override
    public <T extends @Nullable Object> T run(Call call, Query<T> query) {
        return measure(call, () -> next.run(call, query));
    }

    /**
     * Runs any work and measures it as a call.
     *
     * @param <T> type of the result
     * @param call the call to report
     * @param work the work to run
     * @return the result of the work
     */
    public <T extends @Nullable Object> T measure(Call call, Supplier<T> work) {
        CallOutcome outcome = CallOutcome.APPLICATION_ERROR;
        try {
            T answer = work.get();
            outcome = CallOutcome.SUCCEEDED;
            return answer;
        } catch (RuntimeException e) {
            outcome = QueryException.attachedTo(e).map(MetricsStage::outcomeOf).orElse(CallOutcome.APPLICATION_ERROR);
            throw e;
        } finally {
            notifyListeners(call, outcome);
        }
    }

    /**
     * Reports a call that ended before it reached this stage.
     *
     * @param call the call to report
     * @param exception its failure
     */
    public void recordUnstarted(Call call, QueryException exception) {
        notifyListeners(call, outcomeOf(exception));
    }

    /**
     * Reports the end of a connection that the application had acquired from the data source.
     *
     * @param call the call of the connection
     * @param tracker the failures of the connection
     */
    public void recordConnection(Call call, AttemptTracker tracker) {
        if (tracker.cancelReason() == CancelReason.DEADLINE) {
            notifyListeners(call, CallOutcome.TIMED_OUT);
        } else if (tracker.cancelReason() != null) {
            notifyListeners(call, CallOutcome.INTERRUPTED);
        } else {
            boolean failed = call.attempts() == 0 || tracker.failure() != null;
            notifyListeners(call, failed ? CallOutcome.FAILED : CallOutcome.SUCCEEDED);
        }
    }

    private void notifyListeners(Call call, CallOutcome outcome) {
        long nanos = clock.nanos() - call.deadline().startedAt();
        for (CallListener listener : listeners) {
            listener.onCallEnded(call.name(), call.priority(), outcome, nanos);
        }
    }

    private static CallOutcome outcomeOf(QueryException exception) {
        if (exception instanceof QueryFailedException) {
            return CallOutcome.FAILED;
        }
        if (exception instanceof QueryTimeoutException) {
            return CallOutcome.TIMED_OUT;
        }
        return exception instanceof QueryInterruptedException ? CallOutcome.INTERRUPTED : CallOutcome.REJECTED;
    }
}
