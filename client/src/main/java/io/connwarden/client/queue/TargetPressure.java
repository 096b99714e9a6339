package io.connwarden.client.queue;

import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.gate.Pace;
import io.connwarden.client.pressure.HealthListener;
import io.connwarden.client.pressure.LowPriority;
import io.connwarden.client.settings.HealthSettings;
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
public final class TargetPressure implements Pace, HealthListener {
    private static final int INTERVALS_OF_TRUST = 3;

    private record News(Health health, long heardAt) {}

    private final HealthSettings settings;
    private final NanoClock clock;
    private final BooleanSupplier limiter;
    private volatile @Nullable News news;
    private volatile @Nullable String target;
    private volatile boolean released;

    /**
     * Without any news yet.
     *
     * @param settings rate and interval
     * @param clock measures the time
     * @param limiter answers true at most {@link HealthSettings#lowPriorityRateAtWarning} times a second
     */
    public TargetPressure(HealthSettings settings, NanoClock clock, BooleanSupplier limiter) {
        this.settings = settings;
        this.clock = clock;
        this.limiter = limiter;
    }

    /** From now on only this target's health counts; what was heard of another is forgotten. */
    public void countOnly(String ownTarget) {
        target = ownTarget;
        News heard = news;
        if (heard != null && !isOwn(heard.health())) {
            news = null;
        }
    }

    @Override
    public void onHealth(Health health) {
        if (isOwn(health)) {
            news = new News(health, clock.nanos());
        }
    }

    private boolean isOwn(Health health) {
        String own = target;
        return own == null || own.equals(health.target());
    }

    /**
     * Whether health was heard within the last interval.
     *
     * @return false also when nothing was ever heard
     */
    public boolean heardLately() {
        News heard = news;
        return heard != null
                && clock.nanos() - heard.heardAt()
                        < settings.healthCheckInterval().toNanos();
    }

    /** From now on holds nobody, whatever is heard: the router closes, and who waits shall learn it. */
    public void release() {
        released = true;
    }

    @Override
    public boolean mayBegin() {
        if (released) {
            return true;
        }
        LowPriority now = lowPriority();
        if (now instanceof LowPriority.Slowed) {
            return limiter.getAsBoolean();
        }
        return now instanceof LowPriority.Unhindered;
    }

    /**
     * How low priority is treated right now.
     *
     * @return with the reason
     */
    public LowPriority lowPriority() {
        News heard = news;
        if (heard == null) {
            return new LowPriority.Unhindered("no health has been heard");
        }
        Duration age = Duration.ofNanos(clock.nanos() - heard.heardAt());
        Duration trust = settings.healthCheckInterval().multipliedBy(INTERVALS_OF_TRUST);
        if (age.compareTo(trust) > 0) {
            return new LowPriority.Unhindered("the last health was heard " + age.toSeconds()
                    + " s ago, more than three intervals, and no longer counts");
        }
        String reason = "target '" + heard.health().target() + "' is "
                + heard.health().status() + ": " + heard.health().reason();
        return switch (heard.health().status()) {
            case WARNING -> new LowPriority.Slowed(settings.lowPriorityRateAtWarning(), reason);
            case CRITICAL -> new LowPriority.Held(reason);
            case HEALTHY, CLEANUP_NEEDED, UNKNOWN, UNREACHABLE -> new LowPriority.Unhindered(reason);
        };
    }
}
