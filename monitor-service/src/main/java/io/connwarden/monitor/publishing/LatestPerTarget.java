package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds at most one event per target for sending: a newer one takes the place of an older one that could not be sent
 * yet, because a health event is a state, and only the newest state is true.
 *
 * <p>Thread-safe. Nobody waits here but the sender. At most one event of a target is out for sending at a time, which
 * keeps the order per target whatever the sender's retries do.
 */
public final class LatestPerTarget {
    private final Map<String, PendingEvent> pendingEvents = new LinkedHashMap<>();
    private boolean closed;

    private static final class PendingEvent {
        private @Nullable Event<Health> queued;
        private boolean inFlight;
        private int supersededCount;
    }

    /**
     * Leaves a target's newest event. Never blocks.
     *
     * @return whether it took the place of an older one, which is gone
     */
    public synchronized boolean offer(Event<Health> event) {
        PendingEvent pending = pendingEvents.computeIfAbsent(event.subject(), target -> new PendingEvent());
        boolean superseded = pending.queued != null;
        if (superseded) {
            pending.supersededCount++;
        }
        pending.queued = event;
        notifyAll();
        return superseded;
    }

    /**
     * Takes an event for sending; each must be answered with {@link #acknowledge} or {@link #requeue}. Targets take
     * turns.
     *
     * @return empty when none came within the wait, or at once when closed and none is left
     */
    public synchronized Optional<Event<Health>> take(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Optional<Event<Health>> next = takeNext();
        for (long left = timeout.toNanos(); next.isEmpty() && left > 0 && !closed; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
            next = takeNext();
        }
        return next;
    }

    /**
     * The event taken has arrived.
     *
     * @return how many events of its target were superseded since the last one that arrived
     */
    public synchronized int acknowledge(Event<Health> event) {
        PendingEvent pending = inFlightEvent(event);
        int superseded = pending.supersededCount;
        pending.supersededCount = 0;
        release(pending);
        return superseded;
    }

    /**
     * The event taken has not arrived. It waits again, unless a newer one is waiting.
     *
     * @return whether it was superseded and is gone
     */
    public synchronized boolean requeue(Event<Health> event) {
        PendingEvent pending = inFlightEvent(event);
        boolean superseded = pending.queued != null;
        if (superseded) {
            pending.supersededCount++;
        } else {
            pending.queued = event;
        }
        release(pending);
        return superseded;
    }

    /** How many targets have an event that is not known to have arrived. */
    public synchronized int pendingCount() {
        return (int) pendingEvents.values().stream()
                .filter(place -> place.inFlight || place.queued != null)
                .count();
    }

    /** From now on {@link #take} no longer waits for events to come. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private Optional<Event<Health>> takeNext() {
        for (Map.Entry<String, PendingEvent> entry : pendingEvents.entrySet()) {
            PendingEvent pending = entry.getValue();
            Event<Health> event = pending.queued;
            if (event != null && !pending.inFlight) {
                pending.queued = null;
                pending.inFlight = true;
                // Last in the line now, so that one busy target leaves the others their turn.
                pendingEvents.remove(entry.getKey());
                pendingEvents.put(entry.getKey(), pending);
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    private void release(PendingEvent pending) {
        pending.inFlight = false;
        notifyAll();
    }

    private PendingEvent inFlightEvent(Event<Health> event) {
        PendingEvent pending = pendingEvents.get(event.subject());
        if (pending == null || !pending.inFlight) {
            throw new IllegalStateException("No event of " + event.subject() + " is out for sending");
        }
        return pending;
    }
}
