package io.connwarden.client.status;

/**
 * One lane at one moment.
 *
 * @param inFlight calls that hold a place, those of the other lane's traffic included
 * @param guests of these, how many are not the lane's own: low priority in the standard lane, normal in the reserved
 * @param waiting calls that wait for a place
 * @param pool the connections behind it
 */
public record LaneStatus(int inFlight, int guests, int waiting, PoolCounts pool) {}
