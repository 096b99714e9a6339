package io.connwarden.monitor.sampling;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets time pass for one watch, in a thread of its own, so that a target that hangs holds up nobody else.
 *
 * <p>Thread-safe. It ends only when stopped: a defect in a step is logged and the watch goes on.
 */
public final class WatchThread {
    private static final Logger LOG = LoggerFactory.getLogger(WatchThread.class);
    private static final Duration AFTER_A_DEFECT = Duration.ofSeconds(1);

    private final TargetWatch watch;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    public WatchThread(TargetWatch watch) {
        this.watch = watch;
        this.thread = new Thread(this::run, "watch-" + watch.target());
        // A look that hangs must not keep the process from ending.
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public String target() {
        return watch.target();
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Asks it to end after the step it is in; returns at once. */
    public void stop() {
        stopping.countDown();
    }

    /**
     * Waits for its end, at most so long.
     *
     * @return whether it has ended
     */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        thread.join(Math.max(1, atMost.toMillis()));
        return !thread.isAlive();
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                pause = step();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Watch of {} interrupted", watch.target());
        }
    }

    private Duration step() {
        try {
            return watch.step();
        } catch (RuntimeException defect) {
            LOG.error("Watching {} failed unexpectedly; going on", watch.target(), defect);
            return AFTER_A_DEFECT;
        }
    }
}
