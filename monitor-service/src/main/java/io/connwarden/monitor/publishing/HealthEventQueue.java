package io.connwarden.monitor.publishing;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Health;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queue of events to send, with at most one event per target. A newer event supersedes a queued one, because a
 * health event is a state and only the latest state is current.
 *
 * <p>Thread-safe. Only {@link #take} blocks. At most one event per target is in flight, so retries keep the order per
 * target.
 */
public final class HealthEventQueue {
    private final Map<String, PendingEvent> pendingEvents = new LinkedHashMap<>();
    private boolean closed;

    private static final class PendingEvent {
        private @Nullable Event<Health> queued;
        private boolean inFlight;
        private int supersededCount;
    }

    /**
     * Enqueues the latest event of a target. Never blocks.
     *
     * @return whether an older event was superseded and discarded
     */
    public synchronized boolean offer(Event<Health> event) {
        PendingEvent pending = pendingEvents.computeIfAbsent(event.subject(), target -> new PendingEvent());
        Event<Health> older = pending.queued;
        if (older != null) {
            pending.supersededCount++;
        }
        pending.queued = older == null ? event : withListenersOf(older, event);
        notifyAll();
        return older != null;
    }

    /**
     * Takes an event for sending. The caller completes it with {@link #acknowledge} or {@link #requeue}. Targets are
     * served in turn.
     *
     * @return empty after the timeout, or at once when the queue is closed and empty
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
     * Completes a taken event that Kafka acknowledged.
     *
     * @return the number of superseded events of this target since its previous acknowledged event
     */
    public synchronized int acknowledge(Event<Health> event) {
        PendingEvent pending = inFlightEvent(event);
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
    public synchronized boolean requeue(Event<Health> event) {
        PendingEvent pending = inFlightEvent(event);
        Event<Health> newer = pending.queued;
        if (newer != null) {
            pending.supersededCount++;
        }
        pending.queued = newer == null ? event : withListenersOf(event, newer);
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

    /** A session that was seen to LISTEN is reported, although its last statement may be another one since. */
    private static Event<Health> withListenersOf(Event<Health> superseded, Event<Health> event) {
        return superseded.data().listeners().isEmpty()
                ? event
                : new Event<>(event.id(), event.time(), event.data().withListenersOf(superseded.data()));
    }

    private Optional<Event<Health>> takeNext() {
        for (Map.Entry<String, PendingEvent> entry : pendingEvents.entrySet()) {
            PendingEvent pending = entry.getValue();
            Event<Health> event = pending.queued;
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

    private void release(PendingEvent pending) {
        pending.inFlight = false;
        notifyAll();
    }

    private PendingEvent inFlightEvent(Event<Health> event) {
        PendingEvent pending = pendingEvents.get(event.subject());
        if (pending == null || !pending.inFlight) {
            throw new IllegalStateException("No event of " + event.subject() + " is in flight");
        }
        return pending;
    }
}
