package io.connwarden.client.queue;

import io.connwarden.client.deadline.DeadlineMonitor;
import io.connwarden.client.deadline.DeadlineTask;
import io.connwarden.client.permit.Admission;
import io.connwarden.client.permit.FairQueue;
import io.connwarden.client.permit.PermitRequest;
import io.connwarden.client.permit.QueueCounts;

/** The low-priority queue, moved on as time passes: a pace that has become faster lets its next ones begin. */
public final class ThrottledQueue {
    private final FairQueue queue;
    private final DeadlineMonitor monitor;
    private final DeadlineTask advanceTask = this::advance;

    public ThrottledQueue(FairQueue queue, DeadlineMonitor monitor) {
        this.queue = queue;
        this.monitor = monitor;
    }

    /** As {@link FairQueue#enqueue}. */
    public Admission enqueue(PermitRequest request, String flow) {
        Admission admission = queue.enqueue(request, flow);
        if (request.permit() == null) {
            monitor.add(advanceTask);
        }
        return admission;
    }

    public void remove(PermitRequest request, String flow) {
        queue.remove(request, flow);
    }

    public QueueCounts counts() {
        return queue.counts();
    }

    /** As {@link FairQueue#unblockAll}. */
    public void unblockAll() {
        queue.unblockAll();
    }

    private void advance(long now) {
        queue.advance();
        if (queue.counts().waiting() == 0) {
            monitor.remove(advanceTask);
            // One may have come between the look and the removal.
            if (queue.counts().waiting() > 0) {
                monitor.add(advanceTask);
            }
        }
    }
}
