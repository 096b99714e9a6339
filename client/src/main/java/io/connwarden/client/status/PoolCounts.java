package io.connwarden.client.status;

/**
 * One lane's connections at one moment.
 *
 * @param maximum how many it may have
 */
public record PoolCounts(int total, int active, int idle, int maximum) {}
