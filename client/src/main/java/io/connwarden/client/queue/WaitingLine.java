package io.connwarden.client.queue;

import io.connwarden.client.deadline.Watch;
import io.connwarden.client.deadline.Watched;
import io.connwarden.client.gate.Entry;
import io.connwarden.client.gate.FairQueue;
import io.connwarden.client.gate.QueueCounts;
import io.connwarden.client.gate.Ticket;

/** The low-priority queue, moved on as time passes: a pace that has become faster lets its next ones begin. */
public final class WaitingLine {
    private final FairQueue queue;
    private final Watch watch;
    private final Watched mover = this::moveOn;

    public WaitingLine(FairQueue queue, Watch watch) {
        this.queue = queue;
        this.watch = watch;
    }

    /** As {@link FairQueue#enter}. */
    public Entry enter(Ticket ticket, String flow) {
        Entry entry = queue.enter(ticket, flow);
        if (ticket.place() == null) {
            watch.add(mover);
        }
        return entry;
    }

    public void forget(Ticket ticket, String flow) {
        queue.forget(ticket, flow);
    }

    public QueueCounts counts() {
        return queue.counts();
    }

    /** As {@link FairQueue#releaseAll}. */
    public void releaseAll() {
        queue.releaseAll();
    }

    private void moveOn(long now) {
        queue.advance();
        if (queue.counts().waiting() == 0) {
            watch.remove(mover);
            // One may have come between the look and the removal.
            if (queue.counts().waiting() > 0) {
                watch.add(mover);
            }
        }
    }
}
