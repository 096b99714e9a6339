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
 * <p>Thread-safe. The sweeping itself is done by {@link DeadlineThread}, or by a test.
 */
public final class DeadlineMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineMonitor.class);

    private final DeadlineSlots slots = new DeadlineSlots();
    private final Set<DeadlineTask> tasks = ConcurrentHashMap.newKeySet();
    private volatile Runnable waker = () -> {};
    private volatile boolean sleeping;

    /** Adds an item, unless it is watched already. */
    public void add(DeadlineTask task) {
        tasks.add(task);
        wakeThread();
    }

    /** Takes out what {@link #add} put in. */
    public void remove(DeadlineTask task) {
        tasks.remove(task);
    }

    /**
     * Watches an item that was not added.
     *
     * @return to be handed to {@link #releaseSlot}
     */
    public int acquireSlot(DeadlineTask task) {
        int slot = slots.acquire(task);
        if (slot == DeadlineSlots.NONE) {
            tasks.add(task);
        }
        wakeThread();
        return slot;
    }

    /**
     * Watches the item no more.
     *
     * @param slot what {@link #acquireSlot} answered for it
     */
    public void releaseSlot(int slot, DeadlineTask task) {
        if (slot == DeadlineSlots.NONE) {
            tasks.remove(task);
        } else {
            slots.release(slot);
        }
    }

    private void wakeThread() {
        if (sleeping) {
            waker.run();
        }
    }

    /** Whether nothing is watched. */
    public boolean isEmpty() {
        return tasks.isEmpty() && slots.isEmpty();
    }

    /** Looks at every item once, whatever one of them throws. */
    public void sweep(long now) {
        slots.forEach(task -> check(task, now));
        for (DeadlineTask task : tasks) {
            check(task, now);
        }
    }

    /** Even an Error, such as a thread that could not be made, must not keep the others from their deadlines. */
    private static void check(DeadlineTask task, long now) {
        try {
            task.checkDeadline(now);
        } catch (Throwable e) {
            LOG.error("Looking after one deadline failed; the watch goes on", e);
        }
    }

    void setWaker(Runnable newWaker) {
        waker = newWaker;
    }

    /** Announces that nobody sweeps until woken. The caller must look at {@link #isEmpty} once more afterwards. */
    void setSleeping(boolean newSleeping) {
        sleeping = newSleeping;
    }
}
