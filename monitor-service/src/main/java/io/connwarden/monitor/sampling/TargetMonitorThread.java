package io.connwarden.monitor.sampling;

import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.Wakeup;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one target monitor. One thread per target keeps a target that hangs from delaying the others.
 *
 * <p>Thread-safe. The thread ends only when it is stopped: an exception or error is logged and the monitor continues.
 */
public final class TargetMonitorThread {
    private static final Logger LOG = LoggerFactory.getLogger(TargetMonitorThread.class);
    private static final int NANOS_BELOW_MILLISECOND = 999_999;
    private static final Duration DELAY_AFTER_ERROR = Duration.ofSeconds(1);

    private final TargetMonitor monitor;
    private final ShutdownSignal shutdown = new ShutdownSignal();
    private final Wakeup wakeup = new Wakeup();
    private final Thread thread;

    public TargetMonitorThread(TargetMonitor monitor) {
        this.monitor = monitor;
        this.thread = new Thread(this::run, "monitor-" + monitor.target());
        // A daemon thread does not keep the process alive when a query hangs.
        thread.setDaemon(true);
        monitor.onLook(wakeup::wake);
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

    /** Requests the end of the thread after its current step; returns at once. */
    public void stop() {
        shutdown.shutDown();
        wakeup.wake();
    }

    /**
     * Waits for the end of the thread.
     *
     * @return whether the thread has ended within the timeout
     */
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        thread.join(Math.max(1, timeout.toMillis()));
        return !thread.isAlive();
    }

    private void run() {
        while (!shutdown.isShutDown()) {
            // Rounded up to whole milliseconds, the resolution of the wait.
            wakeup.await(step().plusNanos(NANOS_BELOW_MILLISECOND));
        }
    }

    private Duration step() {
        try {
            return monitor.step();
        } catch (RuntimeException | Error e) { // an Error must not end the thread
            LOG.error(
                    "Sampling of target {} failed with an internal error. No health event is published until a sample"
                            + " succeeds; the next attempt follows in {} s",
                    monitor.target(),
                    DELAY_AFTER_ERROR.toSeconds(),
                    e);
            return DELAY_AFTER_ERROR;
        }
    }
}
