package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.call.Call;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.permit.TrafficClass;
import io.connwarden.client.query.Priority;
import io.connwarden.client.settings.Timeouts;
import java.time.Duration;

/**
 * The selector of the lane of an attempt.
 *
 * <ul>
 *   <li>High priority uses the reserved lane. If it is exhausted, high priority uses the lane with the first free
 *       permit.
 *   <li>Normal priority uses the standard lane. If it is exhausted or fails for some time, normal priority also
 *       requests the reserved lane, as secondary traffic.
 *   <li>Low priority uses the standard lane as secondary traffic.
 * </ul>
 */
final class LaneSelector {
    private final LaneConnector standard;
    private final LaneConnector reserved;
    private final PermitAcquirer permits;
    private final Timeouts timeouts;
    private final LaneListener events;
    private final boolean fallbackEnabled;

    LaneSelector(
            LaneConnector standard,
            LaneConnector reserved,
            PermitAcquirer permits,
            Timeouts timeouts,
            LaneListener events) {
        this.standard = standard;
        this.reserved = reserved;
        this.permits = permits;
        this.timeouts = timeouts;
        this.events = events;
        this.fallbackEnabled = reserved.limiter().maxSecondary() > 0;
    }

    /**
     * Acquires a lease for one attempt.
     *
     * @param maxPermitWait maximum wait for a permit; the call's deadline limits it further
     * @throws AttemptFailedException if no connection was acquired
     */
    ConnectionLease acquire(Call call, AttemptTracker tracker, Duration maxPermitWait) {
        Attempt attempt = new Attempt(call, tracker, maxPermitWait);
        return switch (call.priority()) {
            case HIGH -> attempt.high(new Access(reserved, TrafficClass.PRIMARY), primaryStandard());
            case LOW -> attempt.only(new Access(standard, TrafficClass.SECONDARY));
            case NORMAL ->
                fallbackEnabled
                        ? attempt.first(
                                primaryStandard(),
                                new Access(reserved, TrafficClass.SECONDARY),
                                timeouts.fallbackDelay())
                        : attempt.only(primaryStandard());
        };
    }

    private Access primaryStandard() {
        return new Access(standard, TrafficClass.PRIMARY);
    }

    /** A lane and the traffic class of the call in it. */
    private record Access(LaneConnector lane, TrafficClass traffic) {
        boolean hasIssued(Permit permit) {
            return lane.limiter().hasIssued(permit);
        }
    }

    /** The acquisition of one lease. */
    private final class Attempt {
        private final Call call;
        private final AttemptTracker tracker;
        private final Duration maxPermitWait;

        Attempt(Call call, AttemptTracker tracker, Duration maxPermitWait) {
            this.call = call;
            this.tracker = tracker;
            this.maxPermitWait = maxPermitWait;
        }

        ConnectionLease only(Access access) {
            Permit permit = permits.acquire(call, access.lane.limiter(), access.traffic, maxPermitWait);
            return connect(access, permit, timeouts.connectionTimeout());
        }

        /** Uses the reserved lane, or the standard lane if the reserved one is exhausted or fails. */
        ConnectionLease high(Access own, Access overflow) {
            if (own.lane.isFailing()) {
                return connectToOther(own, overflow);
            }
            Permit permit = permits.acquireAny(
                    call, own.lane.limiter(), overflow.lane.limiter(), TrafficClass.PRIMARY, maxPermitWait);
            return overflow.hasIssued(permit)
                    ? connect(overflow, permit, timeouts.connectionTimeout())
                    : connectOrOther(own, overflow, permit);
        }

        /** Uses the preferred lane, or the other one if the preferred lane is exhausted for the delay or fails. */
        ConnectionLease first(Access preferred, Access other, Duration delay) {
            if (preferred.lane.isFailing()) {
                return connectToOther(preferred, other);
            }
            Permit permit = permit(preferred, other, delay);
            if (other.hasIssued(permit)) {
                return connect(other, permit, timeouts.connectionTimeout());
            }
            return connectOrOther(preferred, other, permit);
        }

        private ConnectionLease connectOrOther(Access preferred, Access other, Permit permit) {
            try {
                return connect(preferred, permit, timeouts.fallbackDelay());
            } catch (AttemptFailedException e) {
                return connectToOther(preferred, other);
            }
        }

        private ConnectionLease connectToOther(Access preferred, Access other) {
            Permit permit = permit(other, preferred, Duration.ZERO);
            return connect(other.hasIssued(permit) ? other : preferred, permit, timeouts.connectionTimeout());
        }

        private Permit permit(Access first, Access second, Duration delay) {
            return permits.acquireEither(
                    call,
                    first.lane.limiter(),
                    first.traffic,
                    second.lane.limiter(),
                    second.traffic,
                    delay,
                    maxPermitWait);
        }

        private ConnectionLease connect(Access access, Permit permit, Duration maxWait) {
            if (access.lane == reserved && call.priority() == Priority.NORMAL) {
                call.markFallback();
                events.onFallback(call);
            }
            return access.lane.connect(call, tracker, permit, maxWait);
        }
    }
}
