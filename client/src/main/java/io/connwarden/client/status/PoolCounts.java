package io.connwarden.client.status;

/**
 * The connections of one lane.
 *
 * @param total open connections
 * @param active connections in use by a query
 * @param idle connections in the pool
 * @param max maximum number of connections
 */
public record PoolCounts(int total, int active, int idle, int max) {}
