package io.connwarden.client.retry;

import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.AttemptFailure.Phase;
import io.connwarden.client.query.Applied;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryType;

/**
 * Decides whether a failed attempt is retried. Pure.
 *
 * <p>An attempt is retried only if it is known to have had no effect, or if its effect may safely occur twice.
 */
public final class RetryDecider {
    private static final int EXTRA_RETRIES_OF_WRITES = 2;

    private RetryDecider() {}

    /**
     * Returns the maximum number of retries of a call.
     *
     * @param options may set a number of their own
     * @param configured the number in the router's settings; a write gets two more, up to
     *     {@link QueryOptions#MAX_RETRIES}
     */
    public static int maxRetries(QueryOptions options, int configured) {
        Integer own = options.retries();
        if (own != null) {
            return own;
        }
        int extra = options.type() == QueryType.WRITE ? EXTRA_RETRIES_OF_WRITES : 0;
        return Math.min(configured + extra, QueryOptions.MAX_RETRIES);
    }

    /**
     * Decides about one failed attempt.
     *
     * @param idempotent true if the caller has declared that a repetition has no further effect
     */
    public static RetryDecision decide(QueryType type, boolean idempotent, AttemptFailure failure) {
        FailureClass failureClass = FailureClass.of(failure.cause());
        if (failure.phase() == Phase.CONNECTING && failureClass != FailureClass.ACCESS_DENIED) {
            return new RetryDecision.Retry("no connection was acquired, so nothing was sent");
        }
        Applied effect = possibleEffect(type, failure, failureClass);
        return switch (failureClass) {
            case ACCESS_DENIED -> new RetryDecision.Stop("the server rejected the login", effect);
            case CANCELLED ->
                new RetryDecision.Stop(
                        "its statement was cancelled, by another session or by statement_timeout", effect);
            case OTHER -> new RetryDecision.Stop("PostgreSQL rejected it", effect);
            case ROLLED_BACK, CONNECTION_LOST, SERVER_FULL -> {
                if (effect == Applied.NO || idempotent) {
                    yield new RetryDecision.Retry(effect == Applied.NO ? "it was not applied" : "it is idempotent");
                }
                yield new RetryDecision.Stop("it may have been applied and is not idempotent", effect);
            }
        };
    }

    /** Returns the possible effect of a failed attempt. */
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
