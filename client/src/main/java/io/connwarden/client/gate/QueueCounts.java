package io.connwarden.client.gate;

/**
 * The queue at one moment.
 *
 * @param inside begun and not ended
 */
public record QueueCounts(int waiting, int inside, int capacity, int places) {}
