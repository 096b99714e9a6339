package io.connwarden.client.deadline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that has a deadline right now. A set that is swept costs a call far less than a timer of its own would:
 * nearly every call is over long before its deadline. What comes and goes with every call takes a spot; what stays
 * longer is added.
 *
 * <p>Thread-safe. The sweeping itself is done by {@link WatchThread}, or by a test.
 */
public final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final Spots spots = new Spots();
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private volatile Runnable waker = () -> {};
    private volatile boolean asleep;

    /** Adds an item, unless it is watched already. */
    public void add(Watched item) {
        watched.add(item);
        wake();
    }

    /** Takes out what {@link #add} put in. */
    public void remove(Watched item) {
        watched.remove(item);
    }

    /**
     * Watches an item that was not added.
     *
     * @return to be handed to {@link #leaveSpot}
     */
    public int takeSpot(Watched item) {
        int spot = spots.take(item);
        if (spot == Spots.NONE) {
            watched.add(item);
        }
        wake();
        return spot;
    }

    /**
     * Watches the item no more.
     *
     * @param spot what {@link #takeSpot} answered for it
     */
    public void leaveSpot(int spot, Watched item) {
        if (spot == Spots.NONE) {
            watched.remove(item);
        } else {
            spots.leave(spot);
        }
    }

    private void wake() {
        if (asleep) {
            waker.run();
        }
    }

    /** Whether nothing is watched. */
    public boolean isEmpty() {
        return watched.isEmpty() && spots.areFree();
    }

    /** Looks at every item once, whatever one of them throws. */
    public void sweep(long now) {
        spots.forEach(item -> lookAt(item, now));
        for (Watched item : watched) {
            lookAt(item, now);
        }
    }

    /** Even an Error, such as a thread that could not be made, must not keep the others from their deadlines. */
    private static void lookAt(Watched item, long now) {
        try {
            item.look(now);
        } catch (Throwable e) {
            log.error("Looking after one deadline failed; the watch goes on", e);
        }
    }

    void wakeBy(Runnable newWaker) {
        waker = newWaker;
    }

    /** Announces that nobody sweeps until woken. The caller must look at {@link #isEmpty} once more afterwards. */
    void asleep(boolean value) {
        asleep = value;
    }
}
