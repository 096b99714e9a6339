package io.connwarden.client.permit;

import io.connwarden.client.throttle.Throttle;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue that is fair between flows. Flows take turns; within a flow, requests are granted in order of
 * arrival. A flow with a thousand requests therefore does not delay the single request of another flow.
 *
 * <p>Thread-safe. The queue starts no thread. A request is granted on the thread that released a permit or called
 * {@link #advance}.
 */
public final class FairQueue {
    private final int capacity;
    private final int maxRunning;
    private final Throttle throttle;
    private final ReentrantLock lock = new ReentrantLock();
    /** Waiting requests by flow, in the order in which the flows take turns. */
    private final Map<String, Set<PermitRequest>> flows = new LinkedHashMap<>();

    private final Permit permit = this::release;
    private int waiting;
    private int running;
    private boolean unblocked;

    /**
     * Creates an empty queue.
     *
     * @param capacity maximum number of waiting requests, 1 or more
     * @param maxRunning maximum number of permits in use, 1 or more
     * @param throttle limits the rate of grants
     */
    public FairQueue(int capacity, int maxRunning, Throttle throttle) {
        this.capacity = capacity;
        this.maxRunning = maxRunning;
        this.throttle = throttle;
    }

    /**
     * Enqueues a request, or rejects it if the queue is full. Never blocks.
     *
     * @param flow the flow of the request, such as the query's name
     */
    public Admission enqueue(PermitRequest request, String flow) {
        lock.lock();
        try {
            if (unblocked) {
                request.unblock();
                return new Admission.Accepted();
            }
            grantPermits();
            if (waiting >= capacity) {
                return new Admission.Rejected(waiting, capacity);
            }
            flows.computeIfAbsent(flow, name -> new LinkedHashSet<>()).add(request);
            waiting++;
            grantPermits();
            return new Admission.Accepted();
        } finally {
            lock.unlock();
        }
    }

    /** Removes a cancelled request. A permit that was granted already stays granted. */
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

    /** Unblocks all present and future requests without a permit. Called when the router closes. */
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

    /** Grants permits if the throttle allows it now. Called periodically while requests wait. */
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

    /** Removes the next request and moves its flow to the end. Returns null if the request was cancelled. */
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

    /**
     * The state of the queue at one time.
     *
     * @param waiting number of waiting requests
     * @param running number of permits in use
     * @param capacity maximum number of waiting requests
     * @param maxRunning maximum number of permits in use
     */
    public record QueueCounts(int waiting, int running, int capacity, int maxRunning) {}
}
