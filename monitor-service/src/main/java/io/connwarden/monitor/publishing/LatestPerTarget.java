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
    private final Map<String, Place> places = new LinkedHashMap<>();
    private boolean closed;

    private static final class Place {
        private @Nullable Event<Health> waiting;
        private boolean out;
        private int superseded;
    }

    /**
     * Leaves a target's newest event. Never blocks.
     *
     * @return whether it took the place of an older one, which is gone
     */
    public synchronized boolean offer(Event<Health> event) {
        Place place = places.computeIfAbsent(event.subject(), target -> new Place());
        boolean superseded = place.waiting != null;
        if (superseded) {
            place.superseded++;
        }
        place.waiting = event;
        notifyAll();
        return superseded;
    }

    /**
     * Takes an event for sending; each must be answered with {@link #delivered} or {@link #returned}. Targets take
     * turns.
     *
     * @return empty when none came within the wait, or at once when closed and none is left
     */
    public synchronized Optional<Event<Health>> take(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        Optional<Event<Health>> next = next();
        for (long left = atMost.toNanos(); next.isEmpty() && left > 0 && !closed; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
            next = next();
        }
        return next;
    }

    /**
     * The event taken has arrived.
     *
     * @return how many events of its target were superseded since the last one that arrived
     */
    public synchronized int delivered(Event<Health> event) {
        Place place = placeOf(event);
        int superseded = place.superseded;
        place.superseded = 0;
        putBack(place);
        return superseded;
    }

    /**
     * The event taken has not arrived. It waits again, unless a newer one is waiting.
     *
     * @return whether it was superseded and is gone
     */
    public synchronized boolean returned(Event<Health> event) {
        Place place = placeOf(event);
        boolean gone = place.waiting != null;
        if (gone) {
            place.superseded++;
        } else {
            place.waiting = event;
        }
        putBack(place);
        return gone;
    }

    /** How many targets have an event that is not known to have arrived. */
    public synchronized int pending() {
        return (int) places.values().stream()
                .filter(place -> place.out || place.waiting != null)
                .count();
    }

    /** From now on {@link #take} no longer waits for events to come. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private Optional<Event<Health>> next() {
        for (Map.Entry<String, Place> entry : places.entrySet()) {
            Place place = entry.getValue();
            Event<Health> event = place.waiting;
            if (event != null && !place.out) {
                place.waiting = null;
                place.out = true;
                // Last in the line now, so that one busy target leaves the others their turn.
                places.remove(entry.getKey());
                places.put(entry.getKey(), place);
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    private void putBack(Place place) {
        place.out = false;
        notifyAll();
    }

    private Place placeOf(Event<Health> event) {
        Place place = places.get(event.subject());
        if (place == null || !place.out) {
            throw new IllegalStateException("No event of " + event.subject() + " is out for sending");
        }
        return place;
    }
}
