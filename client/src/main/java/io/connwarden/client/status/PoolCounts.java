package io.connwarden.client.status;

/**
 * One lane's connections at one moment.
 *
 * @param total connections that are open
 * @param active of these, lent to a query
 * @param idle of these, waiting for one
 * @param max how many it may have
 */
public record PoolCounts(int total, int active, int idle, int max) {}
