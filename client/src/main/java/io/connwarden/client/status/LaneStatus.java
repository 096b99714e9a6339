package io.connwarden.client.status;

import org.jspecify.annotations.Nullable;

/**
 * The status of one lane.
 *
 * @param running calls that hold a permit
 * @param secondaryRunning calls of secondary traffic among them: low priority in the standard lane, normal priority in
 *     the reserved lane
 * @param waiting calls that wait for a permit
 * @param pool connections of the lane
 * @param connectFailure the last failure of a lane that cannot connect, in the words of the server; null if it connects
 */
public record LaneStatus(
        int running,
        int secondaryRunning,
        int waiting,
        PoolCounts pool,
        @Nullable String connectFailure) {}
