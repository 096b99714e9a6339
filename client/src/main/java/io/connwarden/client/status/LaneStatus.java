package io.connwarden.client.status;

import io.connwarden.client.gate.GateCounts;
import io.connwarden.client.lane.PoolCounts;

/**
 * One lane at one moment.
 *
 * @param inFlight calls that hold a place, those of the other lane's traffic included
 * @param guests of these, how many are not the lane's own: low priority in the standard lane, normal in the reserved
 * @param waiting calls that wait for a place
 * @param pool the connections behind it
 */
public record LaneStatus(int inFlight, int guests, int waiting, PoolCounts pool) {
    public static LaneStatus of(GateCounts gate, PoolCounts pool) {
        return new LaneStatus(gate.inside(), gate.guestsInside(), gate.waiting(), pool);
    }
}
