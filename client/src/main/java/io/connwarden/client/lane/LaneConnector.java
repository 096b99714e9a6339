package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.DeadlineMonitor;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.permit.LaneLimiter;
import io.connwarden.client.permit.Permit;
import java.sql.Connection;
import java.time.Duration;

/** The acquirer of a lease in one lane, for a call that holds a permit of the lane. */
final class LaneConnector {
    private final Lane lane;
    private final ConnectionAcquirer connections;
    private final LaneConnectFailures failures;
    private final ThreadPermits threads;
    private final ConnectionReclaimer reclaimer;
    private final DeadlineMonitor monitor;
    private final NanoClock clock;

    LaneConnector(
            Lane lane,
            ConnectionAcquirer connections,
            LaneConnectFailures failures,
            ThreadPermits threads,
            ConnectionReclaimer reclaimer,
            DeadlineMonitor monitor,
            NanoClock clock) {
        this.lane = lane;
        this.connections = connections;
        this.failures = failures;
        this.threads = threads;
        this.reclaimer = reclaimer;
        this.monitor = monitor;
        this.clock = clock;
    }

    LaneLimiter limiter() {
        return lane.limiter();
    }

    /** Returns true while the attempts of this lane to acquire a connection fail. */
    boolean isFailing() {
        return failures.isFailing();
    }

    /**
     * Acquires a connection. Releases the permit if that fails.
     *
     * @param maxWait maximum wait for a connection; the call's deadline limits it further
     * @throws AttemptFailedException if no connection was acquired
     */
    ConnectionLease connect(Call call, AttemptTracker tracker, Permit granted, Duration maxWait) {
        Permit permit = threads.hold(lane.limiter(), granted);
        boolean acquired = false;
        try {
            Connection connection = connections.acquire(call, maxWait);
            acquired = true;
            failures.recordSuccess();
            return new ConnectionLease(call, tracker, lane, connection, permit, reclaimer, monitor, clock.nanos());
        } catch (AttemptFailedException e) {
            failures.recordFailure();
            throw e;
        } finally {
            if (!acquired) {
                permit.release();
            }
        }
    }
}
