package io.connwarden.client.deadline;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that sweeps a {@link Watch}. Sleeps while there has been nothing to watch for a while. */
public final class WatchThread implements AutoCloseable {
    /** How late a deadline may be noticed. */
    public static final Duration TICK = Duration.ofMillis(20);

    private static final int EMPTY_TICKS_BEFORE_SLEEP = 100;
    private static final Logger log = LoggerFactory.getLogger(WatchThread.class);

    private final Watch watch;
    private final NanoClock clock;
    private final Thread thread;
    private volatile boolean closed;

    private WatchThread(Watch watch, NanoClock clock, String name) {
        this.watch = watch;
        this.clock = clock;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public static WatchThread start(Watch watch, NanoClock clock, String name) {
        WatchThread started = new WatchThread(watch, clock, name);
        watch.wakeBy(() -> LockSupport.unpark(started.thread));
        started.thread.start();
        return started;
    }

    private void run() {
        int emptyTicks = 0;
        while (!closed) {
            emptyTicks = watch.isEmpty() ? emptyTicks + 1 : 0;
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
            watch.sweep(clock.nanos());
        } catch (Throwable e) {
            tell(e);
        }
    }

    private static void tell(Throwable failure) {
        try {
            log.error("Looking after deadlines failed once; the watch goes on", failure);
        } catch (Throwable unheard) {
            // Such as no memory left for the line: even then every other deadline still counts.
        }
    }

    private void sleepUntilNeeded() {
        watch.asleep(true);
        while (watch.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        watch.asleep(false);
    }

    /** Ends the thread. What is still watched is left as it is. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
