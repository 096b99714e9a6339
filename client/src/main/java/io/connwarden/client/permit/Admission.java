package io.connwarden.client.permit;

/** What became of asking for a place in the queue. */
public sealed interface Admission {

    /** It waits, or has its place already: the ticket tells. */
    record Accepted(PermitRequest request) implements Admission {}

    /**
     * It was turned away because the line is full.
     *
     * @param waiting how many waited
     * @param capacity how many may
     */
    record Rejected(int waiting, int capacity) implements Admission {}
}
