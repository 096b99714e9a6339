package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailedException;
import io.connwarden.client.call.AttemptFailure.Phase;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.permit.Permit;
import io.connwarden.client.permit.TrafficClass;
import io.connwarden.client.query.Query;
import io.connwarden.client.settings.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The stage that selects the lane of an attempt. High priority uses the reserved lane. Low priority uses the standard
 * lane as secondary traffic. Normal priority uses the standard lane. If the standard lane is exhausted or fails, normal
 * priority uses the lane with the first free permit.
 */
final class LaneSelectionStage implements Stage {
    private final AttemptExecutor standard;
    private final AttemptExecutor reserved;
    private final PermitAcquirer permits;
    private final StandardLaneConnectFailures connectHealth;
    private final Timeouts timeouts;
    private final LaneListener events;
    private final boolean fallbackEnabled;

    LaneSelectionStage(
            AttemptExecutor standard,
            AttemptExecutor reserved,
            PermitAcquirer permits,
            StandardLaneConnectFailures connectHealth,
            Timeouts timeouts,
            LaneListener events) {
        this.standard = standard;
        this.reserved = reserved;
        this.permits = permits;
        this.connectHealth = connectHealth;
        this.timeouts = timeouts;
        this.events = events;
        this.fallbackEnabled = reserved.limiter().maxSecondary() > 0;
    }

    @Override
    public <T extends @Nullable Object> T run(Call call, Query<T> query) {
        return switch (call.priority()) {
            case HIGH -> runIn(reserved, TrafficClass.PRIMARY, call, query);
            case LOW -> runIn(standard, TrafficClass.SECONDARY, call, query);
            case NORMAL ->
                fallbackEnabled ? runNormal(call, query) : runIn(standard, TrafficClass.PRIMARY, call, query);
        };
    }

    private <T extends @Nullable Object> T runIn(
            AttemptExecutor lane, TrafficClass traffic, Call call, Query<T> query) {
        return lane.run(call, permits.acquire(call, lane.limiter(), traffic), timeouts.connectionTimeout(), query);
    }

    private <T extends @Nullable Object> T runNormal(Call call, Query<T> query) {
        if (connectHealth.isFailing()) {
            return runReservedFirst(call, query);
        }
        Permit permit = permits.acquireEither(
                call,
                standard.limiter(),
                TrafficClass.PRIMARY,
                reserved.limiter(),
                TrafficClass.SECONDARY,
                timeouts.fallbackDelay());
        if (reserved.limiter().hasIssued(permit)) {
            return runInReserved(call, permit, query);
        }
        try {
            return runInStandard(call, permit, timeouts.fallbackDelay(), query);
        } catch (AttemptFailedException failed) {
            if (failed.failure().phase() != Phase.CONNECTING) {
                throw failed;
            }
            return runReservedFirst(call, query);
        }
    }

    /** Prefers the reserved lane, because the standard lane provides no connections. */
    private <T extends @Nullable Object> T runReservedFirst(Call call, Query<T> query) {
        Permit permit = permits.acquireEither(
                call,
                reserved.limiter(),
                TrafficClass.SECONDARY,
                standard.limiter(),
                TrafficClass.PRIMARY,
                Duration.ZERO);
        return reserved.limiter().hasIssued(permit)
                ? runInReserved(call, permit, query)
                : runInStandard(call, permit, timeouts.connectionTimeout(), query);
    }

    private <T extends @Nullable Object> T runInReserved(Call call, Permit permit, Query<T> query) {
        call.markFallback();
        events.onFallback(call);
        return reserved.run(call, permit, timeouts.connectionTimeout(), query);
    }

    private <T extends @Nullable Object> T runInStandard(Call call, Permit permit, Duration maxWait, Query<T> query) {
        try {
            T answer = standard.run(call, permit, maxWait, query);
            connectHealth.recordSuccess();
            return answer;
        } catch (AttemptFailedException failed) {
            if (failed.failure().phase() == Phase.CONNECTING) {
                connectHealth.recordFailure();
            }
            throw failed;
        }
    }
}
