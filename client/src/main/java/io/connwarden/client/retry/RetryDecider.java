package io.connwarden.client.retry;

import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.AttemptFailure.Phase;
import io.connwarden.client.call.FailureClass;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryType;

/**
 * The decision about the retry of a failed attempt. Pure.
 *
 * <p>An attempt is retried only if it is known to have had no effect, or if its effect may safely occur twice.
 */
public final class RetryDecider {
    private static final int EXTRA_RETRY_ATTEMPTS_OF_WRITES = 2;

    private RetryDecider() {}

    /**
     * Returns the retry attempts of a call: the maximum number of attempts after the first.
     *
     * @param options may set the number
     * @param configured the number in the router's settings; a write has two more, up to
     *     {@link QueryOptions#MAX_RETRY_ATTEMPTS}
     */
    public static int retryAttempts(QueryOptions options, int configured) {
        Integer own = options.retryAttempts();
        if (own != null) {
            return own;
        }
        int extra = options.type() == QueryType.WRITE ? EXTRA_RETRY_ATTEMPTS_OF_WRITES : 0;
        return Math.min(configured + extra, QueryOptions.MAX_RETRY_ATTEMPTS);
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
        FailureEffect effect = possibleEffect(type, failure);
        return switch (failureClass) {
            case ACCESS_DENIED -> new RetryDecision.Stop("the server rejected the login", effect);
            case CANCELLED ->
                new RetryDecision.Stop(
                        "the statement was cancelled by another session or by statement_timeout", effect);
            case OTHER -> new RetryDecision.Stop("PostgreSQL rejected the query", effect);
            case ROLLED_BACK, CONNECTION_LOST, READ_ONLY, TOO_MANY_CONNECTIONS -> {
                if (effect == FailureEffect.NONE || idempotent) {
                    yield new RetryDecision.Retry(
                            effect == FailureEffect.NONE ? "the query was not applied" : "the query is idempotent");
                }
                yield new RetryDecision.Stop("the query may have been applied and is not idempotent", effect);
            }
        };
    }

    /** Returns the possible effect of a failed attempt. */
    public static FailureEffect possibleEffect(QueryType type, AttemptFailure failure) {
        if (failure.phase() == Phase.CONNECTING || type == QueryType.READ) {
            return FailureEffect.NONE;
        }
        return failure.maxCommits() > 0 ? FailureEffect.POSSIBLE : FailureEffect.NONE;
    }
}
