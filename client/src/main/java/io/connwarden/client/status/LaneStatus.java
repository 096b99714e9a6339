package io.connwarden.client.status;

/**
 * The status of one lane.
 *
 * @param inFlight calls that hold a permit
 * @param secondaryInFlight calls of secondary traffic among them: low priority in the standard lane, normal priority in
 *     the reserved lane
 * @param waiting calls that wait for a permit
 * @param pool connections of the lane
 */
public record LaneStatus(int inFlight, int secondaryInFlight, int waiting, PoolCounts pool) {}
