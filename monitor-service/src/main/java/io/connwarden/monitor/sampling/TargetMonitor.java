package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.monitor.sampling.Tripwire.Evaluation;
import io.connwarden.monitor.sampling.Tripwire.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The story of one target: sampled in full at its interval, read cheaply in between, sampled at once when the
 * tripwire says so, tried again with growing patience while it does not answer.
 *
 * <p>Lets no time pass itself: each {@link #step()} does what is due and says how long nothing will be. Confined to
 * one thread.
 */
public final class TargetMonitor {
    private final String target;
    private final TargetSampler sampler;
    private final Thresholds thresholds;
    private final Tripwire tripwire;
    private final SamplingIntervals intervals;
    private final SampleListener listener;
    private final TimeSource time;

    private long nextSample;
    private long nextReading;
    private int failures;
    /** Null until the first sample, and after every failed look: what another server said is worth nothing. */
    private @Nullable LastReading lastReading;

    private record LastReading(State state, int usableSlots) {}

    public TargetMonitor(
            String target,
            TargetSampler sampler,
            Thresholds thresholds,
            Tripwire tripwire,
            SamplingIntervals intervals,
            SampleListener listener,
            TimeSource time) {
        this.target = target;
        this.sampler = sampler;
        this.thresholds = thresholds;
        this.tripwire = tripwire;
        this.intervals = intervals;
        this.listener = listener;
        this.time = time;
        this.nextSample = time.nanoTime();
        this.nextReading = nextSample;
    }

    public String target() {
        return target;
    }

    /** Does what is due now and returns how long to wait for the next step; zero when it is due already. */
    public Duration step() {
        long now = time.nanoTime();
        if (now - nextSample >= 0) {
            takeSample();
        } else if (lastReading != null && now - nextReading >= 0) {
            readTripwire(lastReading);
        }
        long next = lastReading == null || nextSample - nextReading < 0 ? nextSample : nextReading;
        return Duration.ofNanos(Math.max(0, next - time.nanoTime()));
    }

    private void readTripwire(LastReading last) {
        nextReading = time.nanoTime() + intervals.tripwire().toNanos();
        try {
            Evaluation evaluation = tripwire.evaluate(last.state(), sampler.countBackends(), last.usableSlots());
            lastReading = new LastReading(evaluation.state(), last.usableSlots());
            if (evaluation instanceof Evaluation.Tripped tripped) {
                listener.onTripwire(target, tripped.reason());
                takeSample();
            }
        } catch (SampleFailedException failed) {
            // A full sample tells a lost connection, which it re-opens, from a lost server.
            lastReading = null;
            takeSample();
        }
    }

    private void takeSample() {
        long start = time.nanoTime();
        Health health = assessSample(start);
        listener.onSample(health, Duration.ofNanos(time.nanoTime() - start));
    }

    private Health assessSample(long start) {
        try {
            // The reading comes first: whoever arrives after it is news to the next reading, so none slips between.
            int backends = sampler.countBackends();
            Observation observation = sampler.takeSample();
            Health health = Assessment.assess(observation, thresholds, time.now());
            updateLastReading(backends, observation.usableConnections());
            boolean critical = health.status() == HealthStatus.CRITICAL;
            nextSample = start + (critical ? intervals.criticalSample() : intervals.fullSample()).toNanos();
            nextReading = start + intervals.tripwire().toNanos();
            failures = 0;
            return health;
        } catch (SampleFailedException failed) {
            lastReading = null;
            failures++;
            nextSample = time.nanoTime() + intervals.retry().after(failures).toNanos();
            return Assessment.unreachable(target, failed.reason(), time.now());
        }
    }

    private void updateLastReading(int backends, int usableSlots) {
        State state = lastReading == null
                ? tripwire.stateAfterSample(backends, usableSlots)
                : tripwire.stateAfterSample(lastReading.state(), backends, usableSlots);
        lastReading = new LastReading(state, usableSlots);
    }
}
