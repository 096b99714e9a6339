package io.connwarden.client.queue;

import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.permit.Throttle;
import io.connwarden.client.settings.HealthSettings;
import io.connwarden.client.throttle.HealthListener;
import io.connwarden.client.throttle.LowPriorityThrottle;
import io.connwarden.contracts.message.Health;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the newest health into a pace for low priority: WARNING slows it, CRITICAL holds it, everything else lets it
 * go; and so does news older than three intervals, because a feed that has died must not hold anybody for ever.
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
     * Without any news yet.
     *
     * @param settings rate and interval
     * @param clock measures the time
     * @param limiter answers true at most {@link HealthSettings#lowPriorityRateAtWarning} times a second
     */
    public HealthThrottle(HealthSettings settings, NanoClock clock, BooleanSupplier limiter) {
        this.settings = settings;
        this.clock = clock;
        this.limiter = limiter;
    }

    /** From now on only this target's health counts; what was heard of another is forgotten. */
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
     * Whether health was heard within the last interval.
     *
     * @return false also when nothing was ever heard
     */
    public boolean hasRecentHealth() {
        ReceivedHealth last = lastHealth;
        return last != null
                && clock.nanos() - last.receivedAt()
                        < settings.healthCheckInterval().toNanos();
    }

    /** From now on holds nobody, whatever is heard: the router closes, and who waits shall learn it. */
    public void unblock() {
        unblocked = true;
    }

    @Override
    public boolean tryAcquire() {
        if (unblocked) {
            return true;
        }
        LowPriorityThrottle now = lowPriority();
        if (now instanceof LowPriorityThrottle.Limited) {
            return limiter.getAsBoolean();
        }
        return now instanceof LowPriorityThrottle.Open;
    }

    /**
     * How low priority is treated right now.
     *
     * @return with the reason
     */
    public LowPriorityThrottle lowPriority() {
        ReceivedHealth last = lastHealth;
        if (last == null) {
            return new LowPriorityThrottle.Open("no health has been heard");
        }
        Duration age = Duration.ofNanos(clock.nanos() - last.receivedAt());
        Duration maxAge = settings.healthCheckInterval().multipliedBy(MAX_AGE_IN_INTERVALS);
        if (age.compareTo(maxAge) > 0) {
            return new LowPriorityThrottle.Open("the last health was heard " + age.toSeconds()
                    + " s ago, more than three intervals, and no longer counts");
        }
        String reason = "target '" + last.health().target() + "' is "
                + last.health().status() + ": " + last.health().reason();
        return switch (last.health().status()) {
            case WARNING -> new LowPriorityThrottle.Limited(settings.lowPriorityRateAtWarning(), reason);
            case CRITICAL -> new LowPriorityThrottle.Blocked(reason);
            case HEALTHY, CLEANUP_NEEDED, UNKNOWN, UNREACHABLE -> new LowPriorityThrottle.Open(reason);
        };
    }
}
