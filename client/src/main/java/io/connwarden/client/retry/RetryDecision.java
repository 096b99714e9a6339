package io.connwarden.client.retry;

import io.connwarden.client.query.Applied;

/** Whether a failed attempt may be followed by another. */
public sealed interface RetryDecision {

    /** Why. */
    String reason();

    /** Trying again can do no harm and may help. */
    record Retry(String reason) implements RetryDecision {}

    /** Trying again could do harm, or would not help. */
    record Stop(String reason, Applied effect) implements RetryDecision {}
}
