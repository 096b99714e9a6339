package io.connwarden.client.status;

/** The current limit on the start of low-priority queries. */
public sealed interface LowPriorityLimit {

    /**
     * Returns the reason in one sentence.
     *
     * @return a sentence for logs and errors
     */
    String reason();

    /**
     * The absence of a limit: a query starts as soon as it acquires a permit.
     *
     * @param reason the reason in one sentence
     */
    record Unlimited(String reason) implements LowPriorityLimit {}

    /**
     * A limit to a maximum rate.
     *
     * @param ratePerSecond maximum number of queries started per second
     * @param reason the reason in one sentence
     */
    record Limited(int ratePerSecond, String reason) implements LowPriorityLimit {}

    /**
     * A limit that lets no query start. Queries wait in the queue until the health improves or expires, or until their
     * deadline passes.
     *
     * @param reason the reason in one sentence
     */
    record Blocked(String reason) implements LowPriorityLimit {}
}
