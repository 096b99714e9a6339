package io.connwarden.client.gate;

/** What became of asking for a place in the queue. */
public sealed interface Entry {

    /** It waits, or has its place already: the ticket tells. */
    record Taken(Ticket ticket) implements Entry {}

    /**
     * It was turned away because the line is full.
     *
     * @param waiting how many waited
     * @param capacity how many may
     */
    record Refused(int waiting, int capacity) implements Entry {}
}
