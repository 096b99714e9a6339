package io.connwarden.client.deadline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that has a deadline right now. A set that is swept costs a call far less than a timer of its own would:
 * nearly every call is over long before its deadline.
 *
 * <p>Thread-safe. The sweeping itself is done by {@link WatchThread}, or by a test.
 */
public final class Watch {
    /** Room enough that threads rarely meet in one bin. */
    private static final int ROOM = 1024;

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet(ROOM);
    private volatile Runnable waker = () -> {};
    private volatile boolean asleep;

    public void add(Watched item) {
        watched.add(item);
        if (asleep) {
            waker.run();
        }
    }

    public void remove(Watched item) {
        watched.remove(item);
    }

    /** How many items are watched. */
    public int size() {
        return watched.size();
    }

    /** Looks at every item once, whatever one of them throws. */
    public void sweep(long now) {
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

    /** Announces that nobody sweeps until woken. The caller must look at {@link #size} once more afterwards. */
    void asleep(boolean value) {
        asleep = value;
    }
}
