package io.connwarden.client.permit;

/**
 * The queue at one moment.
 *
 * @param running begun and not ended
 */
public record QueueCounts(int waiting, int running, int capacity, int maxRunning) {}
