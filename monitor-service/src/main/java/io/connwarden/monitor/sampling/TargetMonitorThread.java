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
public final class TargetMonitorThread {
    private static final Logger LOG = LoggerFactory.getLogger(TargetMonitorThread.class);
    private static final Duration DELAY_AFTER_ERROR = Duration.ofSeconds(1);

    private final TargetMonitor monitor;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    public TargetMonitorThread(TargetMonitor monitor) {
        this.monitor = monitor;
        this.thread = new Thread(this::run, "watch-" + monitor.target());
        // A look that hangs must not keep the process from ending.
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public String target() {
        return monitor.target();
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
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        thread.join(Math.max(1, timeout.toMillis()));
        return !thread.isAlive();
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                pause = step();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Watch of {} interrupted", monitor.target());
        }
    }

    private Duration step() {
        try {
            return monitor.step();
        } catch (RuntimeException defect) {
            LOG.error("Watching {} failed unexpectedly; going on", monitor.target(), defect);
            return DELAY_AFTER_ERROR;
        }
    }
}
