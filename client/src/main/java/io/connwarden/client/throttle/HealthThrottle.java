package io.connwarden.client.throttle;

import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.health.HealthListener;
import io.connwarden.client.settings.HealthSettings;
import io.connwarden.client.status.LowPriorityLimit;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The throttle of low priority. WARNING health limits its rate, CRITICAL health blocks it, and any other status opens
 * it. Health that is older than three intervals is ignored, so that a broken feed cannot block low priority
 * permanently.
 *
 * <p>Thread-safe.
 */
public final class HealthThrottle implements Throttle, HealthListener {
    private static final int MAX_AGE_IN_INTERVALS = 3;

    private record ReceivedHealth(Health health, long receivedAt) {}

    private final HealthSettings settings;
    private final NanoClock clock;
    private final BooleanSupplier limiter;
    private volatile @Nullable ReceivedHealth lastHealth;
    private volatile @Nullable String ownTarget;
    private volatile boolean unblocked;

    /**
     * Creates an open throttle that has received no health.
     *
     * @param settings rate and interval
     * @param clock the router's clock
     * @param limiter returns true at most {@link HealthSettings#lowPriorityRateAtWarning} times per second
     */
    public HealthThrottle(HealthSettings settings, NanoClock clock, BooleanSupplier limiter) {
        this.settings = settings;
        this.clock = clock;
        this.limiter = limiter;
    }

    /** Restricts the throttle to one target. Health of another target is ignored from now on and discarded. */
    public void restrictTo(String newTarget) {
        ownTarget = newTarget;
        ReceivedHealth last = lastHealth;
        if (last != null && !isOwn(last.health())) {
            lastHealth = null;
        }
    }

    @Override
    public void onHealth(Health health) {
        if (isOwn(health)) {
            lastHealth = new ReceivedHealth(health, clock.nanos());
        }
    }

    private boolean isOwn(Health health) {
        String own = ownTarget;
        return own == null || own.equals(health.target());
    }

    /**
     * Returns true if health was received within the last interval.
     *
     * @return false also if no health was received
     */
    public boolean hasRecentHealth() {
        ReceivedHealth last = lastHealth;
        return last != null
                && clock.nanos() - last.receivedAt()
                        < settings.healthCheckInterval().toNanos();
    }

    /** Opens the throttle permanently. Called when the router closes, so that waiting calls are rejected. */
    public void unblock() {
        unblocked = true;
    }

    @Override
    public boolean tryAcquire() {
        if (unblocked) {
            return true;
        }
        LowPriorityLimit now = lowPriorityLimit();
        if (now instanceof LowPriorityLimit.Limited) {
            return limiter.getAsBoolean();
        }
        return now instanceof LowPriorityLimit.Unlimited;
    }

    /**
     * Returns the current limit of low priority.
     *
     * @return the limit and its reason
     */
    public LowPriorityLimit lowPriorityLimit() {
        ReceivedHealth last = lastHealth;
        if (last == null) {
            return new LowPriorityLimit.Unlimited("no health received");
        }
        Duration age = Duration.ofNanos(clock.nanos() - last.receivedAt());
        Duration maxAge = settings.healthCheckInterval().multipliedBy(MAX_AGE_IN_INTERVALS);
        if (age.compareTo(maxAge) > 0) {
            return new LowPriorityLimit.Unlimited("the last health was received " + age.toSeconds()
                    + " s ago, more than three intervals, and is ignored");
        }
        // The connection limit of another role does not concern this application.
        HealthStatus status = last.health().statusOfServer();
        String reason = "target '" + last.health().target() + "' is " + status + ": "
                + last.health().reason();
        return switch (status) {
            case WARNING -> new LowPriorityLimit.Limited(settings.lowPriorityRateAtWarning(), reason);
            case CRITICAL -> new LowPriorityLimit.Blocked(reason);
            case HEALTHY, CLEANUP_NEEDED, UNKNOWN, UNREACHABLE -> new LowPriorityLimit.Unlimited(reason);
        };
    }
}
