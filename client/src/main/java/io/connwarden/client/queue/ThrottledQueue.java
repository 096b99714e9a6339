package io.connwarden.client.queue;

import io.connwarden.client.deadline.DeadlineMonitor;
import io.connwarden.client.deadline.DeadlineTask;
import io.connwarden.client.permit.Admission;
import io.connwarden.client.permit.FairQueue;
import io.connwarden.client.permit.PermitRequest;

/** A {@link FairQueue} that is advanced periodically while requests wait, because its throttle may open at any time. */
public final class ThrottledQueue {
    private final FairQueue queue;
    private final DeadlineMonitor monitor;
    private final DeadlineTask advanceTask = this::advance;

    public ThrottledQueue(FairQueue queue, DeadlineMonitor monitor) {
        this.queue = queue;
        this.monitor = monitor;
    }

    /** Enqueues a request, see {@link FairQueue#enqueue}. */
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

    public FairQueue.QueueCounts counts() {
        return queue.counts();
    }

    /** Unblocks all flows, see {@link FairQueue#unblockAll}. */
    public void unblockAll() {
        queue.unblockAll();
    }

    private void advance(long now) {
        queue.advance();
        if (queue.counts().waiting() == 0) {
            monitor.remove(advanceTask);
            // A request may have arrived between the check and the removal.
            if (queue.counts().waiting() > 0) {
                monitor.add(advanceTask);
            }
        }
    }
}
