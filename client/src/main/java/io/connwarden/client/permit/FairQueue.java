package io.connwarden.client.permit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The line of low priority: bounded, and fair between flows. Flows take turns, and within a flow it is first come,
 * first served; so one flow with a thousand entries does not keep another's single one waiting behind them all.
 *
 * <p>Thread-safe. Starts no thread: an entry begins on the thread that left a place or called {@link #advance}.
 */
public final class FairQueue {
    private final int capacity;
    private final int maxRunning;
    private final Throttle throttle;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order in which the flows take their turns. */
    private final Map<String, Set<PermitRequest>> flows = new LinkedHashMap<>();

    private final Permit permit = this::release;
    private int waiting;
    private int running;
    private boolean unblocked;

    /**
     * An empty queue.
     *
     * @param capacity how many may wait, 1 or more
     * @param maxRunning how many may be begun and not ended, 1 or more
     */
    public FairQueue(int capacity, int maxRunning, Throttle throttle) {
        this.capacity = capacity;
        this.maxRunning = maxRunning;
        this.throttle = throttle;
    }

    /**
     * Puts a ticket in line, or turns it away when the line is full. Never waits.
     *
     * @param flow whose turn it takes, such as the query's name
     */
    public Admission enqueue(PermitRequest request, String flow) {
        lock.lock();
        try {
            if (unblocked) {
                request.unblock();
                return new Admission.Accepted(request);
            }
            grantPermits();
            if (waiting >= capacity) {
                return new Admission.Rejected(waiting, capacity);
            }
            flows.computeIfAbsent(flow, name -> new LinkedHashSet<>()).add(request);
            waiting++;
            grantPermits();
            return new Admission.Accepted(request);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a ticket that gave up out of the line; what it was granted stays granted. */
    public void remove(PermitRequest request, String flow) {
        lock.lock();
        try {
            Set<PermitRequest> waiters = flows.get(flow);
            if (waiters != null && waiters.remove(request)) {
                waiting--;
                if (waiters.isEmpty()) {
                    flows.remove(flow);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets all go on without a turn, now and from now on: there is no point in waiting any more. */
    public void unblockAll() {
        lock.lock();
        try {
            unblocked = true;
            flows.values().forEach(flow -> flow.forEach(PermitRequest::unblock));
            flows.clear();
            waiting = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Begins what may begin: to be called when the pace may have changed. */
    public void advance() {
        lock.lock();
        try {
            grantPermits();
        } finally {
            lock.unlock();
        }
    }

    public QueueCounts counts() {
        lock.lock();
        try {
            return new QueueCounts(waiting, running, capacity, maxRunning);
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        lock.lock();
        try {
            running--;
            grantPermits();
        } finally {
            lock.unlock();
        }
    }

    private void grantPermits() {
        while (waiting > 0 && running < maxRunning && throttle.tryAcquire()) {
            PermitRequest next = pollNext();
            if (next != null && next.grant(permit)) {
                running++;
            }
        }
    }

    /** The ticket whose turn it is; its flow goes to the end of the round. */
    private @Nullable PermitRequest pollNext() {
        Map.Entry<String, Set<PermitRequest>> flow = flows.entrySet().iterator().next();
        Iterator<PermitRequest> waiters = flow.getValue().iterator();
        PermitRequest next = waiters.next();
        waiters.remove();
        waiting--;
        flows.remove(flow.getKey());
        if (!flow.getValue().isEmpty()) {
            flows.put(flow.getKey(), flow.getValue());
        }
        return next.isDone() ? null : next;
    }
}
