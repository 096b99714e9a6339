package io.connwarden.client.permit;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One caller's wish for a place. It may wait at several gates at once and is granted by whichever is first; the
 * others then find it settled and pass it by.
 *
 * <p>Thread-safe.
 */
public final class PermitRequest {
    private static final Permit CANCELLED = () -> {};
    private static final Permit UNBLOCKED = () -> {};

    private final AtomicReference<@Nullable Permit> outcome = new AtomicReference<>();
    private final Runnable onGrant;

    private PermitRequest(Runnable onGrant) {
        this.onGrant = onGrant;
    }

    /** For the calling thread, which will {@link #await}. */
    public static PermitRequest forCurrentThread() {
        Thread waiting = Thread.currentThread();
        return new PermitRequest(() -> LockSupport.unpark(waiting));
    }

    /**
     * For nobody who waits.
     *
     * @param onGrant runs once, on the thread that gave the place; must neither block nor throw
     */
    public static PermitRequest withCallback(Runnable onGrant) {
        return new PermitRequest(onGrant);
    }

    /** Gives it the place, unless it is settled already. */
    boolean grant(Permit permit) {
        if (!outcome.compareAndSet(null, permit)) {
            return false;
        }
        onGrant.run();
        return true;
    }

    /**
     * Waits for a place.
     *
     * @param maxNanos at most this long
     * @return the place, or null when none came; the ticket stays valid
     * @throws InterruptedException when the thread is or becomes interrupted; the ticket stays valid
     */
    public @Nullable Permit await(long maxNanos) throws InterruptedException {
        long end = System.nanoTime() + maxNanos;
        while (true) {
            Permit permit = permit();
            if (permit != null) {
                return permit;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for a place");
            }
            long remaining = end - System.nanoTime();
            if (remaining <= 0) {
                return null;
            }
            LockSupport.parkNanos(this, remaining);
        }
    }

    /** The place it was given, null while it waits or after it gave up. */
    public @Nullable Permit permit() {
        Permit permit = outcome.get();
        return permit == CANCELLED ? null : permit;
    }

    /**
     * Wants a place no more.
     *
     * @return the place when it had been granted at the last moment: the caller must use it or leave it
     */
    public @Nullable Permit cancel() {
        return outcome.compareAndSet(null, CANCELLED) ? null : permit();
    }

    /** Lets who waits go on without a place, to find out that there is no point in waiting. */
    public void unblock() {
        grant(UNBLOCKED);
    }

    boolean isDone() {
        return outcome.get() != null;
    }
}
