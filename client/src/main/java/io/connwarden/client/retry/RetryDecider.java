package io.connwarden.client.retry;

import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.Phase;
import io.connwarden.client.query.Applied;
import io.connwarden.client.query.QueryType;

/**
 * Decides whether a failed attempt may be made again. Pure.
 *
 * <p>The rule behind every line: an attempt is repeated only when it is known to have left nothing behind, or when
 * leaving it behind twice does not matter.
 */
public final class RetryDecider {
    private RetryDecider() {}

    /**
     * The verdict on one failed attempt.
     *
     * @param idempotent whether the caller vouches that twice equals once
     */
    public static RetryDecision decide(QueryType type, boolean idempotent, AttemptFailure failure) {
        FailureClass failureClass = FailureClass.of(failure.cause());
        if (failure.phase() == Phase.CONNECTING && failureClass != FailureClass.ACCESS_DENIED) {
            return new RetryDecision.Retry("no connection was had, so nothing was sent");
        }
        Applied effect = possibleEffect(type, failure, failureClass);
        return switch (failureClass) {
            case ACCESS_DENIED -> new RetryDecision.Stop("the server does not let this role in", effect);
            case CANCELLED ->
                new RetryDecision.Stop(
                        "its statement was cancelled, by another session or by statement_timeout", effect);
            case OTHER -> new RetryDecision.Stop("PostgreSQL refused it", effect);
            case ROLLED_BACK, CONNECTION_LOST, SERVER_FULL -> {
                if (effect == Applied.NO || idempotent) {
                    yield new RetryDecision.Retry(effect == Applied.NO ? "it left nothing behind" : "it is idempotent");
                }
                yield new RetryDecision.Stop("it may have been applied and is not idempotent", effect);
            }
        };
    }

    /** What a failed attempt may have left behind. */
    public static Applied possibleEffect(QueryType type, AttemptFailure failure) {
        return possibleEffect(type, failure, FailureClass.of(failure.cause()));
    }

    private static Applied possibleEffect(QueryType type, AttemptFailure failure, FailureClass failureClass) {
        if (failure.phase() == Phase.CONNECTING || type == QueryType.READ) {
            return Applied.NO;
        }
        if (type == QueryType.TRANSACTION) {
            boolean rolledBack = failure.phase() == Phase.RUNNING || failureClass != FailureClass.CONNECTION_LOST;
            return rolledBack ? Applied.NO : Applied.POSSIBLY;
        }
        return failure.possiblyApplied() > 0 ? Applied.POSSIBLY : Applied.NO;
    }
}
