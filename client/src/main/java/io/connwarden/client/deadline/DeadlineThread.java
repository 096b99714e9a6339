package io.connwarden.client.deadline;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that sweeps a {@link DeadlineMonitor}. It sleeps after the monitor has been empty for some time. */
public final class DeadlineThread implements AutoCloseable {
    /** Interval between two sweeps, and the maximum delay until an expired deadline is noticed. */
    public static final Duration TICK = Duration.ofMillis(20);

    private static final int EMPTY_TICKS_BEFORE_SLEEP = 100;
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineThread.class);

    private final DeadlineMonitor monitor;
    private final NanoClock clock;
    private final Thread thread;
    private volatile boolean closed;

    private DeadlineThread(DeadlineMonitor monitor, NanoClock clock, String name) {
        this.monitor = monitor;
        this.clock = clock;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public static DeadlineThread start(DeadlineMonitor monitor, NanoClock clock, String name) {
        DeadlineThread started = new DeadlineThread(monitor, clock, name);
        monitor.setWaker(() -> LockSupport.unpark(started.thread));
        started.thread.start();
        return started;
    }

    private void run() {
        int emptyTicks = 0;
        while (!closed) {
            emptyTicks = monitor.isEmpty() ? emptyTicks + 1 : 0;
            if (emptyTicks > EMPTY_TICKS_BEFORE_SLEEP) {
                sleepUntilNeeded();
                emptyTicks = 0;
            } else {
                LockSupport.parkNanos(this, TICK.toNanos());
            }
            sweep();
        }
    }

    private void sweep() {
        try {
            monitor.sweep(clock.nanos());
        } catch (Throwable e) {
            logFailure(e);
        }
    }

    private static void logFailure(Throwable failure) {
        try {
            LOG.error(
                    "Deadline sweep failed, expired calls may run longer; the next sweep checks all deadlines again",
                    failure);
        } catch (Throwable unloggable) {
            // Logging failed, for example for lack of memory. The sweeps must go on.
        }
    }

    private void sleepUntilNeeded() {
        monitor.setSleeping(true);
        while (monitor.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        monitor.setSleeping(false);
    }

    /** Ends the thread. Tasks that are still monitored are not checked again. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
