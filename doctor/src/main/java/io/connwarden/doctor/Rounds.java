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
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(2);

    /** How long a service's own session is waited for, and how soon who let nobody in is visited again. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Predicate<TargetSettings> visit;
    private final List<TargetSettings> targets;
    private final Predicate<TargetSettings> readyFor;
    private final Duration patience;
    private final Duration again;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "doctor");

    /**
     * Rounds that have not begun.
     *
     * @param visit examines a target, and says whether there was a session to ask on
     * @param readyFor whether a target may be visited now: the service's own session comes first, for on a server that is
     *     nearly full the doctor must not take its slot
     * @param patience how long at most that is waited for in one round. In the first the target's turn then comes in the
     *     next one; from the second on it is visited all the same: a service that does not get its session wants to be
     *     told why
     * @param again after how long a target that let nobody in, or was not ready, has its turn again
     */
    public Rounds(
            Predicate<TargetSettings> visit,
            List<TargetSettings> targets,
            Predicate<TargetSettings> readyFor,
            Duration patience,
            Duration again) {
        this.visit = visit;
        this.targets = List.copyOf(targets);
        this.readyFor = readyFor;
        this.patience = patience;
        this.again = again;
    }

    /** As the constructor, with ten seconds' patience, and again after a minute. */
    public static Rounds of(FirstVisit visit, List<TargetSettings> targets, Predicate<TargetSettings> readyFor) {
        return new Rounds(visit::to, targets, readyFor, PATIENCE, AGAIN);
    }

    /** Begins; to be called once. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            List<TargetSettings> left = targets;
            for (boolean first = true; !left.isEmpty(); first = false) {
                left = visited(left, first);
                if (!left.isEmpty() && rested(again)) {
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
    private List<TargetSettings> visited(List<TargetSettings> waiting, boolean first) throws InterruptedException {
        List<TargetSettings> left = new ArrayList<>();
        for (TargetSettings target : waiting) {
            long end = System.nanoTime() + patience.toNanos();
            while (!readyFor.test(target) && System.nanoTime() < end && !rested(PAUSE)) {
                // Looks again.
            }
            if (closed.getCount() == 0) {
                return List.of();
            }
            boolean deferred = first && !readyFor.test(target);
            if (deferred || !visit.test(target)) {
                left.add(target);
            }
        }
        return left;
    }

    /** Returns whether it was closed meanwhile. */
    private boolean rested(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            // Asking a server cannot be interrupted, and is bounded; it is not worth a longer wait.
            thread.join(LEAVE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
