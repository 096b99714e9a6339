package io.connwarden.monitor.sampling;

import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.monitor.sampling.TargetSampler.FullSample;
import io.connwarden.monitor.sampling.Tripwire.Evaluation;
import io.connwarden.monitor.sampling.Tripwire.TripwireState;
import io.connwarden.runtime.RetryBackOff;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The monitor of one target. It takes a full sample at each interval, and earlier when an age threshold is crossed. It
 * takes tripwire readings in between, and an immediate full sample when the tripwire trips. It backs off while the
 * target is unreachable.
 *
 * <p>It never waits: each {@link #step()} does the work that is due. Confined to one thread.
 */
public final class TargetMonitor {
    private final String target;
    private final TargetSampler sampler;
    private final SamplingSettings settings;
    private final SampleListener listener;
    private final TimeSource time;
    private final SampleSchedule schedule;
    private final BackOff backOff;
    private final LookedAtTargets looks;

    private long lastSample;
    private long nextSample;
    private long nextReading;
    private BackOffExecution retryDelays;
    /** Null before the first sample and after a failed one: another server may answer at the same address. */
    private @Nullable LastReading lastReading;

    /** A sample after its assessment. The snapshot is null for a failed sample, and if snapshots are disabled. */
    private record AssessedSample(Health health, @Nullable SessionSnapshot snapshot) {}

    private record LastReading(TripwireState state, int usableSlots) {}

    public TargetMonitor(
            String target, TargetSampler sampler, SamplingSettings settings, SampleListener listener, TimeSource time) {
        this(target, sampler, settings, listener, time, new LookedAtTargets(time));
    }

    /**
     * Creates a monitor that has taken no sample.
     *
     * @param looks the targets that are looked at, which are sampled more often
     */
    public TargetMonitor(
            String target,
            TargetSampler sampler,
            SamplingSettings settings,
            SampleListener listener,
            TimeSource time,
            LookedAtTargets looks) {
        this.looks = looks;
        this.target = target;
        this.sampler = sampler;
        this.settings = settings;
        this.listener = listener;
        this.time = time;
        this.schedule = new SampleSchedule(settings.thresholds(), settings.intervals());
        this.backOff = RetryBackOff.of(
                settings.intervals().retryInitialDelay(), settings.intervals().retryMaxDelay());
        this.retryDelays = backOff.start();
        this.nextSample = time.nanoTime();
        this.lastSample = nextSample;
        this.nextReading = nextSample;
    }

    /** Sets what is called, in another thread, when {@link #step()} is due earlier because the target is looked at. */
    void onLook(Runnable listener) {
        looks.onBegin(target, listener);
    }

    public String target() {
        return target;
    }

    /** Does the work that is due and returns the time until the next step; zero when more work is due. */
    public Duration step() {
        long now = time.nanoTime();
        sampleSoonIfLookedAt();
        if (now - nextSample >= 0) {
            takeSample();
        } else if (lastReading != null && now - nextReading >= 0) {
            readTripwire(lastReading);
        }
        sampleSoonIfLookedAt();
        long next = lastReading == null || nextSample - nextReading < 0 ? nextSample : nextReading;
        return Duration.ofNanos(Math.max(0, next - time.nanoTime()));
    }

    /** A look does not shorten the delays of retries. */
    private void sampleSoonIfLookedAt() {
        if (lastReading != null && looks.isLookedAt(target)) {
            nextSample =
                    earlier(nextSample, lastSample + schedule.lookInterval().toNanos());
        }
    }

    private void readTripwire(LastReading last) {
        nextReading = time.nanoTime() + settings.intervals().tripwire().toNanos();
        try {
            Evaluation evaluation =
                    settings.tripwire().evaluate(last.state(), sampler.countBackends(), last.usableSlots());
            lastReading = new LastReading(evaluation.state(), last.usableSlots());
            if (evaluation instanceof Evaluation.Tripped tripped) {
                listener.onTripwire(target, tripped.reason());
                takeSample();
            }
        } catch (SampleFailedException e) {
            // A full sample opens a new connection and so distinguishes a lost connection from a server that is down.
            lastReading = null;
            takeSample();
        }
    }

    private void takeSample() {
        long start = time.nanoTime();
        Duration sincePrevious = Duration.ofNanos(start - lastSample);
        lastSample = start;
        AssessedSample sample = assessSample(start, sincePrevious);
        listener.onSample(sample.health(), Duration.ofNanos(time.nanoTime() - start));
        if (sample.snapshot() != null) {
            listener.onSnapshot(sample.snapshot());
        }
    }

    private AssessedSample assessSample(long start, Duration sincePrevious) {
        try {
            // The reading comes first: a session that connects after it is seen by the next reading.
            int backends = sampler.countBackends();
            FullSample sample = sampler.takeSample();
            Observation observation = sample.observation();
            Health health = Assessment.assess(observation, settings.thresholds(), time.now());
            updateLastReading(backends, observation.counts().usableConnections());
            nextSample = earlier(
                    start + schedule.interval(health.status()).toNanos(),
                    time.nanoTime()
                            + schedule.untilCrossing(health.status(), observation, sincePrevious)
                                    .toNanos());
            nextReading = start + settings.intervals().tripwire().toNanos();
            retryDelays = backOff.start();
            return new AssessedSample(health, snapshot(sample, health.lastCheck()));
        } catch (SampleFailedException e) {
            lastReading = null;
            nextSample = time.nanoTime()
                    + Duration.ofMillis(retryDelays.nextBackOff()).toNanos();
            return new AssessedSample(Assessment.unreachable(target, e.reason(), e.remedy(), time.now()), null);
        }
    }

    private @Nullable SessionSnapshot snapshot(FullSample sample, Instant capturedAt) {
        if (sample.sessions() == null) {
            return null;
        }
        int total = sample.observation().counts().totalConnections();
        int omitted = Math.max(0, total - sample.sessions().size());
        return new SessionSnapshot(target, capturedAt, sample.observation().serverTime(), sample.sessions(), omitted);
    }

    /** Compares by the difference, because the monotonic time may overflow. */
    private static long earlier(long time, long other) {
        return time - other < 0 ? time : other;
    }

    private void updateLastReading(int backends, int usableSlots) {
        TripwireState state = lastReading == null
                ? settings.tripwire().stateAfterSample(backends, usableSlots)
                : settings.tripwire().stateAfterSample(lastReading.state(), backends, usableSlots);
        lastReading = new LastReading(state, usableSlots);
    }
}
