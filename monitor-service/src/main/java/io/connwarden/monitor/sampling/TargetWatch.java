package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;
import io.connwarden.monitor.sampling.Tripwire.Answer;
import io.connwarden.monitor.sampling.Tripwire.Memory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The story of one target: sampled in full at its interval, read cheaply in between, sampled at once when the
 * tripwire says so, tried again with growing patience while it does not answer.
 *
 * <p>Lets no time pass itself: each {@link #step()} does what is due and says how long nothing will be. Confined to
 * one thread.
 */
public final class TargetWatch {
    private final String target;
    private final TargetView view;
    private final Thresholds thresholds;
    private final Tripwire tripwire;
    private final Cadence cadence;
    private final WatchListener listener;
    private final TimeSource time;

    private long nextSample;
    private long nextReading;
    private int failures;
    /** Null until the first sample, and after every failed look: what another server said is worth nothing. */
    private @Nullable Seen seen;

    private record Seen(Memory memory, int usable) {}

    public TargetWatch(
            String target,
            TargetView view,
            Thresholds thresholds,
            Tripwire tripwire,
            Cadence cadence,
            WatchListener listener,
            TimeSource time) {
        this.target = target;
        this.view = view;
        this.thresholds = thresholds;
        this.tripwire = tripwire;
        this.cadence = cadence;
        this.listener = listener;
        this.time = time;
        this.nextSample = time.nanos();
        this.nextReading = nextSample;
    }

    public String target() {
        return target;
    }

    /** Does what is due now and returns how long to wait for the next step; zero when it is due already. */
    public Duration step() {
        long now = time.nanos();
        if (now - nextSample >= 0) {
            sample();
        } else if (seen != null && now - nextReading >= 0) {
            read(seen);
        }
        long next = seen == null || nextSample - nextReading < 0 ? nextSample : nextReading;
        return Duration.ofNanos(Math.max(0, next - time.nanos()));
    }

    private void read(Seen known) {
        nextReading = time.nanos() + cadence.tripwire().toNanos();
        try {
            Answer answer = tripwire.judge(known.memory(), view.backends(), known.usable());
            seen = new Seen(answer.memory(), known.usable());
            if (answer instanceof Answer.Tripped tripped) {
                listener.tripped(target, tripped.reason());
                sample();
            }
        } catch (LookFailed failed) {
            // A full sample tells a lost connection, which it re-opens, from a lost server.
            seen = null;
            sample();
        }
    }

    private void sample() {
        long start = time.nanos();
        Health health = look(start);
        listener.sampled(health, Duration.ofNanos(time.nanos() - start));
    }

    private Health look(long start) {
        try {
            // The reading comes first: whoever arrives after it is news to the next reading, so none slips between.
            int backends = view.backends();
            Observation observation = view.observe();
            Health health = Assessment.assess(observation, thresholds, time.wall());
            remember(backends, observation.usableConnections());
            boolean critical = health.status() == Status.CRITICAL;
            nextSample = start + (critical ? cadence.criticalSample() : cadence.sample()).toNanos();
            nextReading = start + cadence.tripwire().toNanos();
            failures = 0;
            return health;
        } catch (LookFailed failed) {
            seen = null;
            failures++;
            nextSample = time.nanos() + cadence.retry().after(failures).toNanos();
            return Assessment.unreachable(target, failed.reason(), time.wall());
        }
    }

    private void remember(int backends, int usable) {
        Memory memory = seen == null
                ? tripwire.afterSample(backends, usable)
                : tripwire.afterSample(seen.memory(), backends, usable);
        seen = new Seen(memory, usable);
    }
}
