package io.connwarden.client.gate;

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
    private final int places;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order in which the flows take their turns. */
    private final Map<String, Set<Ticket>> flows = new LinkedHashMap<>();

    private final Pass pass = this::leave;
    private int waiting;
    private int inside;
    private boolean released;

    /**
     * An empty queue.
     *
     * @param capacity how many may wait, 1 or more
     * @param places how many may be begun and not ended, 1 or more
     */
    public FairQueue(int capacity, int places, Pace pace) {
        this.capacity = capacity;
        this.places = places;
        this.pace = pace;
    }

    /**
     * Puts a ticket in line, or turns it away when the line is full. Never waits.
     *
     * @param flow whose turn it takes, such as the query's name
     */
    public Entry enter(Ticket ticket, String flow) {
        lock.lock();
        try {
            if (released) {
                ticket.release();
                return new Entry.Taken(ticket);
            }
            admit();
            if (waiting >= capacity) {
                return new Entry.Refused(waiting, capacity);
            }
            flows.computeIfAbsent(flow, name -> new LinkedHashSet<>()).add(ticket);
            waiting++;
            admit();
            return new Entry.Taken(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a ticket that gave up out of the line; what it was granted stays granted. */
    public void forget(Ticket ticket, String flow) {
        lock.lock();
        try {
            Set<Ticket> line = flows.get(flow);
            if (line != null && line.remove(ticket)) {
                waiting--;
                if (line.isEmpty()) {
                    flows.remove(flow);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets all go on without a turn, now and from now on: there is no point in waiting any more. */
    public void releaseAll() {
        lock.lock();
        try {
            released = true;
            flows.values().forEach(flow -> flow.forEach(Ticket::release));
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
            admit();
        } finally {
            lock.unlock();
        }
    }

    public QueueCounts counts() {
        lock.lock();
        try {
            return new QueueCounts(waiting, inside, capacity, places);
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            inside--;
            admit();
        } finally {
            lock.unlock();
        }
    }

    private void admit() {
        while (waiting > 0 && inside < places && pace.mayBegin()) {
            Ticket next = nextLive();
            if (next != null && next.grant(pass)) {
                inside++;
            }
        }
    }

    /** The ticket whose turn it is; its flow goes to the end of the round. */
    private @Nullable Ticket nextLive() {
        Map.Entry<String, Set<Ticket>> flow = flows.entrySet().iterator().next();
        Iterator<Ticket> line = flow.getValue().iterator();
        Ticket next = line.next();
        line.remove();
        waiting--;
        flows.remove(flow.getKey());
        if (!flow.getValue().isEmpty()) {
            flows.put(flow.getKey(), flow.getValue());
        }
        return next.isSettled() ? null : next;
    }
}
