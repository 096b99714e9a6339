package io.connwarden.client.permit;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A request for one permit. It may wait at several limiters at the same time. The first limiter with a free permit
 * grants it, and the others skip it.
 *
 * <p>Thread-safe.
 */
public final class PermitRequest {
    private static final Permit CANCELLED = () -> {};
    private static final Permit UNBLOCKED = () -> {};

    private final AtomicReference<@Nullable Permit> completion = new AtomicReference<>();
    private final Runnable onGrant;

    private PermitRequest(Runnable onGrant) {
        this.onGrant = onGrant;
    }

    /** Creates a request for the calling thread, which will {@link #await}. */
    public static PermitRequest forCurrentThread() {
        Thread waiting = Thread.currentThread();
        return new PermitRequest(() -> LockSupport.unpark(waiting));
    }

    /**
     * Creates a request that no thread waits for.
     *
     * @param onGrant runs once, on the thread that grants the permit; must not block and must not throw
     */
    public static PermitRequest withCallback(Runnable onGrant) {
        return new PermitRequest(onGrant);
    }

    /** Grants the permit. Returns false if the request is done already. */
    boolean grant(Permit permit) {
        if (!completion.compareAndSet(null, permit)) {
            return false;
        }
        onGrant.run();
        return true;
    }

    /**
     * Waits for the permit.
     *
     * @param maxNanos maximum wait in nanoseconds
     * @return the permit, or null after the maximum wait; the request stays valid
     * @throws InterruptedException if the thread is or becomes interrupted; the request stays valid
     */
    public @Nullable Permit await(long maxNanos) throws InterruptedException {
        long end = System.nanoTime() + maxNanos;
        while (true) {
            Permit permit = permit();
            if (permit != null) {
                return permit;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for a permit");
            }
            long remaining = end - System.nanoTime();
            if (remaining <= 0) {
                return null;
            }
            LockSupport.parkNanos(this, remaining);
        }
    }

    /** Returns the granted permit, or null if the request waits or was cancelled. */
    public @Nullable Permit permit() {
        Permit permit = completion.get();
        return permit == CANCELLED ? null : permit;
    }

    /**
     * Cancels the request.
     *
     * @return the permit if it was granted before the cancel, else null; the caller must use or release it
     */
    public @Nullable Permit cancel() {
        return completion.compareAndSet(null, CANCELLED) ? null : permit();
    }

    /** Unblocks the waiting thread with an empty permit. The thread then finds the call or the router closed. */
    public void unblock() {
        grant(UNBLOCKED);
    }

    boolean isDone() {
        return completion.get() != null;
    }
}
