package io.connwarden.client.retry;

import io.connwarden.client.query.FailureEffect;

/** The decision about a retry. */
public sealed interface RetryDecision {

    /** Returns the reason of the decision. */
    String reason();

    /** The attempt is retried. */
    record Retry(String reason) implements RetryDecision {}

    /** The attempt is not retried, because a retry could do harm or would fail again. */
    record Stop(String reason, FailureEffect effect) implements RetryDecision {}
}
