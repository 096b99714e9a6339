package io.connwarden.client.deadline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks with a deadline. Nearly every call ends long before its deadline, so a periodic sweep is cheaper than a
 * timer per call. A task that exists for one attempt uses a slot. A task that exists longer is added to a set.
 *
 * <p>Thread-safe. {@link DeadlineThread} calls {@link #sweep}.
 */
public final class DeadlineMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineMonitor.class);

    private final DeadlineSlots slots = new DeadlineSlots();
    private final Set<DeadlineTask> tasks = ConcurrentHashMap.newKeySet();
    private volatile Runnable waker = () -> {};
    private volatile boolean sleeping;

    /** Adds a task. Adding it twice has no further effect. */
    public void add(DeadlineTask task) {
        tasks.add(task);
        wakeThread();
    }

    /** Removes a task that was added. */
    public void remove(DeadlineTask task) {
        tasks.remove(task);
    }

    /**
     * Monitors a task that was not added.
     *
     * @return the slot, for {@link #releaseSlot}
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
     * Ends the monitoring of a task.
     *
     * @param slot the result of {@link #acquireSlot} for this task
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

    /** Returns true if no task is monitored. */
    public boolean isEmpty() {
        return tasks.isEmpty() && slots.isEmpty();
    }

    /** Checks every task once. An exception of one task does not stop the sweep. */
    public void sweep(long now) {
        slots.forEach(task -> check(task, now));
        for (DeadlineTask task : tasks) {
            check(task, now);
        }
    }

    /** Catches errors too. If one task cannot start a thread, the other deadlines must still be checked. */
    private static void check(DeadlineTask task, long now) {
        try {
            task.checkDeadline(now);
        } catch (Throwable e) {
            LOG.error(
                    "Deadline check of {} failed, its deadline may be exceeded; the next sweep checks it again",
                    task.description(),
                    e);
        }
    }

    void setWaker(Runnable newWaker) {
        waker = newWaker;
    }

    /** Declares that the sweeping thread sleeps until woken. The thread must call {@link #isEmpty} again afterwards. */
    void setSleeping(boolean newSleeping) {
        sleeping = newSleeping;
    }
}
