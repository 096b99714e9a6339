package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.CancelReason;
import io.connwarden.client.call.FailureClass;
import io.connwarden.client.call.FailureText;
import io.connwarden.client.call.ThrownFailure;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.retry.RetryDecider;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The exceptions of a failed attempt. */
public final class AttemptExceptions {
    private AttemptExceptions() {}

    /**
     * Returns the exception to throw after a failure of the driver.
     *
     * @param thrown the exception of the query's own code; null if it returned a result
     */
    public static RuntimeException of(
            Call call, AttemptTracker tracker, AttemptFailure failure, @Nullable Throwable thrown, long now) {
        boolean wasCancelled = isCancellation(tracker, failure.cause());
        FailureEffect effect = RetryDecider.possibleEffect(call.type(), failure);
        CancelReason reason = tracker.cancelReason();
        if (wasCancelled && (reason == CancelReason.DEADLINE || call.deadline().isExpired(now))) {
            return ThrownFailure.of(
                    timeout(call, effect, "the statement was cancelled on the server", failure.cause()), thrown);
        }
        if (wasCancelled && reason != null) {
            String prefix = reason == CancelReason.ROUTER_CLOSE ? "the router was closed, and " : "";
            return ThrownFailure.of(
                    interrupted(call, effect, prefix + "the statement was cancelled on the server", failure.cause()),
                    thrown);
        }
        return new AttemptFailedException(failure, thrown);
    }

    /** Returns true if the failure is the result of a cancel or a closed connection. */
    private static boolean isCancellation(AttemptTracker tracker, SQLException failure) {
        FailureClass failureClass = FailureClass.of(failure);
        return failureClass == FailureClass.CANCELLED
                || failureClass == FailureClass.CONNECTION_LOST
                || tracker.isReclaimed();
    }

    /**
     * Throws if the call was cancelled or its deadline has expired.
     *
     * @param lastFailure the last failure to acquire a connection
     */
    static void throwIfOver(Call call, long now, @Nullable SQLException lastFailure) {
        if (Thread.currentThread().isInterrupted() || call.isCancelled()) {
            throw interrupted(call, FailureEffect.NONE, "while waiting for a connection", lastFailure);
        }
        if (call.deadline().isExpired(now)) {
            throw lastFailure == null
                    ? timeout(call, FailureEffect.NONE, "while waiting for a connection", null)
                    : withoutConnection(call, lastFailure);
        }
    }

    /** The time-out of a call that never got a connection. What the server said is the cause, not the timeout. */
    private static QueryTimeoutException withoutConnection(Call call, SQLException lastFailure) {
        return new QueryTimeoutException(
                FailureText.of(lastFailure) + ". Query '" + call.name() + "' got no connection within "
                        + call.deadline().timeout().toMillis() + " ms",
                call.ending(FailureEffect.NONE),
                lastFailure);
    }

    static QueryTimeoutException timeout(Call call, FailureEffect effect, String detail, @Nullable Throwable cause) {
        String appliedHint = call.combinedEffect(effect) == FailureEffect.NONE
                ? ""
                : " The query may have been applied; check the database before you repeat the query.";
        return new QueryTimeoutException(
                "Query '" + call.name() + "' timed out after "
                        + call.deadline().timeout().toMillis() + " ms: " + detail + "." + appliedHint
                        + " Raise the timeout of the query, or check why the query is slow",
                call.ending(effect),
                cause);
    }

    /** Returns the exception for the caller of a query that has not returned after its connection was reclaimed. */
    static QueryTimeoutException abandoned(ConnectionLease lease) {
        Call call = lease.call();
        boolean harmless = call.type() == QueryType.READ
                || (call.type() == QueryType.TRANSACTION
                        && !lease.hasCommitted()
                        && lease.tracker().commits() == 0);
        return timeout(
                call,
                harmless ? FailureEffect.NONE : FailureEffect.POSSIBLE,
                "the code of the query did not return, and the connection was reclaimed",
                null);
    }

    static QueryException routerClosed(Call call) {
        if (call.attempts() > 0) {
            return interrupted(call, FailureEffect.NONE, "the router was closed before a retry", null);
        }
        return new QueryRejectedException(
                "Query '" + call.name() + "' was rejected: the router is closed", call.name());
    }

    static QueryInterruptedException interrupted(
            Call call, FailureEffect effect, String detail, @Nullable Throwable cause) {
        return new QueryInterruptedException(
                "Query '" + call.name() + "' was interrupted: " + detail, call.ending(effect), cause);
    }
}
