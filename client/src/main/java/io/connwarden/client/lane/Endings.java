package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailed;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Fault;
import io.connwarden.client.call.Phase;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.query.Effect;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryInterruptedException;
import io.connwarden.client.query.QueryRefusedException;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.retry.RetryJudge;
import io.connwarden.client.retry.SqlState;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The exceptions with which an attempt ends. */
final class Endings {
    private Endings() {}

    /** What to throw after a query's SQLException. */
    static RuntimeException of(Loan loan, Fault fault, NanoClock clock) {
        Call call = loan.call();
        boolean wasEnded = isAnEnd(loan, fault.cause());
        Effect effect = RetryJudge.effect(call.type(), fault);
        EndReason reason = loan.endReason();
        if (wasEnded && (reason == EndReason.DEADLINE || call.deadline().passed(clock.nanos()))) {
            return timeout(call, effect, "its statement was cancelled on the server", fault.cause());
        }
        if (wasEnded && reason != null) {
            String why = reason == EndReason.CLOSE ? "the router was closed, and " : "";
            return interrupted(call, effect, why + "its statement was cancelled on the server", fault.cause());
        }
        return new AttemptFailed(fault);
    }

    /** Whether the failure is what ending a query looks like, rather than an answer of its own. */
    private static boolean isAnEnd(Loan loan, SQLException failure) {
        SqlState state = SqlState.of(failure);
        return state == SqlState.CANCELLED || state == SqlState.CONNECTION_LOST || isClosed(loan);
    }

    private static boolean isClosed(Loan loan) {
        try {
            return loan.connection().isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /**
     * Throws when there is no point in going on.
     *
     * @param lastFailure what kept it from a connection so far
     */
    static void refuseIfOver(Call call, long now, @Nullable SQLException lastFailure) {
        if (Thread.currentThread().isInterrupted() || call.withdrawn()) {
            throw interrupted(call, Effect.NONE, "it waited for a connection", lastFailure);
        }
        if (call.deadline().passed(now)) {
            throw timeout(call, Effect.NONE, "it waited for a connection" + saying(lastFailure), lastFailure);
        }
    }

    private static String saying(@Nullable SQLException failure) {
        return failure == null ? "" : " (" + failure.getMessage() + ")";
    }

    static QueryTimeoutException timeout(Call call, Effect effect, String how, @Nullable Throwable cause) {
        String left =
                call.withEarlier(effect) == Effect.NONE ? "" : " It may have been applied: look before asking again.";
        return new QueryTimeoutException(
                "Query '" + call.name() + "' did not end within "
                        + call.deadline().allowed().toMillis() + " ms: " + how + "." + left
                        + " Raise its timeout, or find out what is slow",
                call.ending(effect),
                cause);
    }

    /** For who waits for the answer of a query that has lost its connection and has not returned. */
    static QueryTimeoutException abandoned(Loan loan) {
        Call call = loan.call();
        boolean harmless = call.type() == QueryType.READ
                || (call.type() == QueryType.TRANSACTION && loan.phase() == Phase.RUNNING);
        return timeout(
                call,
                harmless ? Effect.NONE : Effect.POSSIBLE,
                "its code held the connection still, which was taken away",
                null);
    }

    static QueryException closed(Call call) {
        if (call.attempts() > 0) {
            return interrupted(call, Effect.NONE, "the router was closed before it could be tried again", null);
        }
        return new QueryRefusedException("Query '" + call.name() + "' was refused: the router is closed", call.name());
    }

    static QueryInterruptedException interrupted(Call call, Effect effect, String how, @Nullable Throwable cause) {
        return new QueryInterruptedException(
                "Query '" + call.name() + "' was interrupted: " + how, call.ending(effect), cause);
    }
}
