package io.connwarden.doctor;

import io.connwarden.sql.target.TargetSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Visits every target once at a service's start, one after the other in a thread of its own, and again those that let
 * nobody in, until they do. Holds up nothing: whoever starts it goes on at once.
 */
public final class StartupDiagnostics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartupDiagnostics.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** How long a service's own session is waited for, and how soon who let nobody in is visited again. */
    private static final Duration READINESS_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration RETRY_INTERVAL = Duration.ofMinutes(1);

    private final Predicate<TargetSettings> diagnosis;
    private final List<TargetSettings> targets;
    private final Predicate<TargetSettings> isReady;
    private final Duration readinessTimeout;
    private final Duration retryInterval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "doctor");

    /**
     * Rounds that have not begun.
     *
     * @param diagnosis examines a target, and says whether there was a session to ask on
     * @param isReady whether a target may be visited now: the service's own session comes first, for on a server that is
     *     nearly full the doctor must not take its slot
     * @param readinessTimeout how long at most that is waited for in one round. In the first the target's turn then comes in the
     *     next one; from the second on it is visited all the same: a service that does not get its session wants to be
     *     told why
     * @param retryInterval after how long a target that let nobody in, or was not ready, has its turn again
     */
    public StartupDiagnostics(
            Predicate<TargetSettings> diagnosis,
            List<TargetSettings> targets,
            Predicate<TargetSettings> isReady,
            Duration readinessTimeout,
            Duration retryInterval) {
        this.diagnosis = diagnosis;
        this.targets = List.copyOf(targets);
        this.isReady = isReady;
        this.readinessTimeout = readinessTimeout;
        this.retryInterval = retryInterval;
    }

    /** As the constructor, with ten seconds' patience, and again after a minute. */
    public static StartupDiagnostics of(
            StartupDiagnosis diagnosis, List<TargetSettings> targets, Predicate<TargetSettings> isReady) {
        return new StartupDiagnostics(diagnosis::diagnose, targets, isReady, READINESS_TIMEOUT, RETRY_INTERVAL);
    }

    /** Begins; to be called once. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            List<TargetSettings> remaining = targets;
            for (boolean first = true; !remaining.isEmpty(); first = false) {
                remaining = diagnoseAll(remaining, first);
                if (!remaining.isEmpty() && awaitClose(retryInterval)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("The doctor gave up", e);
        }
    }

    /** Those that let nobody in, or were not ready in the first round. */
    private List<TargetSettings> diagnoseAll(List<TargetSettings> pending, boolean first) throws InterruptedException {
        List<TargetSettings> remaining = new ArrayList<>();
        for (TargetSettings target : pending) {
            long end = System.nanoTime() + readinessTimeout.toNanos();
            while (!isReady.test(target) && System.nanoTime() < end && !awaitClose(POLL_INTERVAL)) {
                // Looks again.
            }
            if (closed.getCount() == 0) {
                return List.of();
            }
            boolean deferred = first && !isReady.test(target);
            if (deferred || !diagnosis.test(target)) {
                remaining.add(target);
            }
        }
        return remaining;
    }

    /** Returns whether it was closed meanwhile. */
    private boolean awaitClose(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            // Asking a server cannot be interrupted, and is bounded; it is not worth a longer wait.
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
