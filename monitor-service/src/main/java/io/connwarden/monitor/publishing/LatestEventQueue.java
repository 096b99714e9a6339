package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Message;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The queue of events to send, with at most one event per target. A newer event supersedes a queued one, because an
 * event of the monitor is a state, and only the latest state is current.
 *
 * <p>Thread-safe. Only {@link #take} blocks. At most one event per target is in flight, so retries keep the order per
 * target.
 */
public final class LatestEventQueue<T extends Message> {
    private final Map<String, PendingEvent<T>> pendingEvents = new LinkedHashMap<>();
    private final BinaryOperator<Event<T>> supersede;
    private boolean closed;

    /** @param supersede returns the newer event, with parts of the older one that its readers must get */
    public LatestEventQueue(BinaryOperator<Event<T>> supersede) {
        this.supersede = supersede;
    }

    private static final class PendingEvent<T extends Message> {
        private @Nullable Event<T> queued;
        private boolean inFlight;
        private int supersededCount;
    }

    /**
     * Enqueues the latest event of a target. Never blocks.
     *
     * @return whether an older event was superseded and discarded
     */
    public synchronized boolean offer(Event<T> event) {
        PendingEvent<T> pending = pendingEvents.computeIfAbsent(event.subject(), target -> new PendingEvent<>());
        Event<T> older = pending.queued;
        if (older != null) {
            pending.supersededCount++;
        }
        pending.queued = older == null ? event : supersede.apply(older, event);
        notifyAll();
        return older != null;
    }

    /**
     * Takes an event for sending. The caller completes it with {@link #acknowledge} or {@link #requeue}. Targets are
     * served in turn.
     *
     * @return empty after the timeout, or at once when the queue is closed and empty
     */
    public synchronized Optional<Event<T>> take(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Optional<Event<T>> next = takeNext();
        for (long left = timeout.toNanos(); next.isEmpty() && left > 0 && !closed; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
            next = takeNext();
        }
        return next;
    }

    /**
     * Completes a taken event that Kafka acknowledged.
     *
     * @return the number of superseded events of this target since its previous acknowledged event
     */
    public synchronized int acknowledge(Event<T> event) {
        PendingEvent<T> pending = inFlightEvent(event);
        int superseded = pending.supersededCount;
        pending.supersededCount = 0;
        release(pending);
        return superseded;
    }

    /**
     * Enqueues a taken event again after a failure, unless a newer event is queued.
     *
     * @return whether the event was superseded and discarded
     */
    public synchronized boolean requeue(Event<T> event) {
        PendingEvent<T> pending = inFlightEvent(event);
        Event<T> newer = pending.queued;
        if (newer != null) {
            pending.supersededCount++;
        }
        pending.queued = newer == null ? event : supersede.apply(event, newer);
        release(pending);
        return newer != null;
    }

    /** Returns the number of targets with an event that is not acknowledged yet. */
    public synchronized int pendingCount() {
        return (int) pendingEvents.values().stream()
                .filter(place -> place.inFlight || place.queued != null)
                .count();
    }

    /** Closes the queue: {@link #take} no longer waits for further events. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private Optional<Event<T>> takeNext() {
        for (Map.Entry<String, PendingEvent<T>> entry : pendingEvents.entrySet()) {
            PendingEvent<T> pending = entry.getValue();
            Event<T> event = pending.queued;
            if (event != null && !pending.inFlight) {
                pending.queued = null;
                pending.inFlight = true;
                // The target moves to the end of the order, so that a busy target does not delay the others.
                pendingEvents.remove(entry.getKey());
                pendingEvents.put(entry.getKey(), pending);
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    private void release(PendingEvent<T> pending) {
        pending.inFlight = false;
        notifyAll();
    }

    private PendingEvent<T> inFlightEvent(Event<T> event) {
        PendingEvent<T> pending = pendingEvents.get(event.subject());
        if (pending == null || !pending.inFlight) {
            throw new IllegalStateException("No event of " + event.subject() + " is in flight");
        }
        return pending;
    }
}
