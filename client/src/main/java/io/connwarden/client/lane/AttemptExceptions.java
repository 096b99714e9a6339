package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Phase;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.query.Applied;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryRejectedException;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.retry.FailureClass;
import io.connwarden.client.retry.RetryDecider;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The exceptions with which an attempt ends. */
final class AttemptExceptions {
    private AttemptExceptions() {}

    /** What to throw after a query's SQLException. */
    static RuntimeException of(ConnectionLease lease, AttemptFailure failure, NanoClock clock) {
        Call call = lease.call();
        boolean wasCancelled = isCancellation(lease, failure.cause());
        Applied effect = RetryDecider.possibleEffect(call.type(), failure);
        CancelReason reason = lease.cancelReason();
        if (wasCancelled && (reason == CancelReason.DEADLINE || call.deadline().isExpired(clock.nanos()))) {
            return timeout(call, effect, "its statement was cancelled on the server", failure.cause());
        }
        if (wasCancelled && reason != null) {
            String prefix = reason == CancelReason.ROUTER_CLOSE ? "the router was closed, and " : "";
            return interrupted(call, effect, prefix + "its statement was cancelled on the server", failure.cause());
        }
        return new AttemptFailedException(failure);
    }

    /** Whether the failure is what ending a query looks like, rather than an answer of its own. */
    private static boolean isCancellation(ConnectionLease lease, SQLException failure) {
        FailureClass state = FailureClass.of(failure);
        return state == FailureClass.CANCELLED || state == FailureClass.CONNECTION_LOST || isClosed(lease);
    }

    private static boolean isClosed(ConnectionLease lease) {
        try {
            return lease.connection().isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /**
     * Throws when there is no point in going on.
     *
     * @param lastFailure what kept it from a connection so far
     */
    static void throwIfOver(Call call, long now, @Nullable SQLException lastFailure) {
        if (Thread.currentThread().isInterrupted() || call.isCancelled()) {
            throw interrupted(call, Applied.NO, "it waited for a connection", lastFailure);
        }
        if (call.deadline().isExpired(now)) {
            throw timeout(call, Applied.NO, "it waited for a connection" + inParentheses(lastFailure), lastFailure);
        }
    }

    private static String inParentheses(@Nullable SQLException failure) {
        return failure == null ? "" : " (" + failure.getMessage() + ")";
    }

    static QueryTimeoutException timeout(Call call, Applied effect, String detail, @Nullable Throwable cause) {
        String appliedHint =
                call.combinedEffect(effect) == Applied.NO ? "" : " It may have been applied: look before asking again.";
        return new QueryTimeoutException(
                "Query '" + call.name() + "' did not end within "
                        + call.deadline().timeout().toMillis() + " ms: " + detail + "." + appliedHint
                        + " Raise its timeout, or find out what is slow",
                call.ending(effect),
                cause);
    }

    /** For who waits for the answer of a query that has lost its connection and has not returned. */
    static QueryTimeoutException abandoned(ConnectionLease lease) {
        Call call = lease.call();
        boolean harmless = call.type() == QueryType.READ
                || (call.type() == QueryType.TRANSACTION && lease.phase() == Phase.RUNNING);
        return timeout(
                call,
                harmless ? Applied.NO : Applied.POSSIBLY,
                "its code held the connection still, which was taken away",
                null);
    }

    static QueryException routerClosed(Call call) {
        if (call.attempts() > 0) {
            return interrupted(call, Applied.NO, "the router was closed before it could be tried again", null);
        }
        return new QueryRejectedException("Query '" + call.name() + "' was refused: the router is closed", call.name());
    }

    static QueryInterruptedException interrupted(Call call, Applied effect, String detail, @Nullable Throwable cause) {
        return new QueryInterruptedException(
                "Query '" + call.name() + "' was interrupted: " + detail, call.ending(effect), cause);
    }
}
