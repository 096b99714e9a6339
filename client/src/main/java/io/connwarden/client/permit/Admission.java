package io.connwarden.client.permit;

/** The result of {@link FairQueue#enqueue}. */
public sealed interface Admission {

    /** The request waits or was granted its permit already. */
    record Accepted() implements Admission {}

    /**
     * The queue is full.
     *
     * @param waiting number of waiting requests
     * @param capacity maximum number of waiting requests
     */
    record Rejected(int waiting, int capacity) implements Admission {}
}
