package io.connwarden.client.gate;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One caller's wish for a place. It may wait at several gates at once and is granted by whichever is first; the
 * others then find it settled and pass it by.
 *
 * <p>Thread-safe.
 */
public final class Ticket {
    private static final Pass GIVEN_UP = () -> {};
    private static final Pass NOWHERE = () -> {};

    private final AtomicReference<@Nullable Pass> settled = new AtomicReference<>();
    private final Runnable granted;

    private Ticket(Runnable granted) {
        this.granted = granted;
    }

    /** For the calling thread, which will {@link #await}. */
    public static Ticket forThisThread() {
        Thread waiting = Thread.currentThread();
        return new Ticket(() -> LockSupport.unpark(waiting));
    }

    /**
     * For nobody who waits.
     *
     * @param granted runs once, on the thread that gave the place; must neither block nor throw
     */
    public static Ticket calling(Runnable granted) {
        return new Ticket(granted);
    }

    /** Gives it the place, unless it is settled already. */
    boolean grant(Pass pass) {
        if (!settled.compareAndSet(null, pass)) {
            return false;
        }
        granted.run();
        return true;
    }

    /**
     * Waits for a place.
     *
     * @param nanos at most this long
     * @return the place, or null when none came; the ticket stays valid
     * @throws InterruptedException when the thread is or becomes interrupted; the ticket stays valid
     */
    public @Nullable Pass await(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (true) {
            Pass pass = place();
            if (pass != null) {
                return pass;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for a place");
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    /** The place it was given, null while it waits or after it gave up. */
    public @Nullable Pass place() {
        Pass pass = settled.get();
        return pass == GIVEN_UP ? null : pass;
    }

    /**
     * Wants a place no more.
     *
     * @return the place when it had been granted at the last moment: the caller must use it or leave it
     */
    public @Nullable Pass giveUp() {
        return settled.compareAndSet(null, GIVEN_UP) ? null : place();
    }

    /** Lets who waits go on without a place, to find out that there is no point in waiting. */
    public void release() {
        grant(NOWHERE);
    }

    boolean isSettled() {
        return settled.get() != null;
    }
}
