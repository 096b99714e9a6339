package io.connwarden.console.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The latest events of all streams, limited in number and size. A writer never waits for a reader; a reader that falls
 * behind the oldest event loses its position. Thread-safe.
 */
final class StreamLog {
    static final int MAX_EVENTS = 10_000;

    /** About 16 MB, or 8 MB without characters beyond Latin-1. */
    static final int MAX_CHARACTERS = 8_000_000;

    private static final int MAX_BATCH = 100;

    /**
     * The events after a position.
     *
     * @param events in their order; empty if none was added in time
     * @param position the position after these events
     * @param lost true if events between the position and the first of these events were dropped
     */
    record Batch(List<StreamEvent> events, long position, boolean lost) {}

    private final Deque<StreamEvent> events = new ArrayDeque<>();
    private long lastSequence;
    private long characters;
    private boolean closed;

    synchronized void append(String type, String target, String data) {
        events.addLast(new StreamEvent(++lastSequence, type, target, data));
        characters += data.length();
        while (events.size() > MAX_EVENTS || (characters > MAX_CHARACTERS && events.size() > 1)) {
            characters -= events.removeFirst().data().length();
        }
        notifyAll();
    }

    /** Returns the position after the latest event. */
    synchronized long end() {
        return lastSequence;
    }

    /** Returns true if every event after this position is kept. */
    synchronized boolean isKept(long position) {
        return position <= lastSequence && position >= lastSequence - events.size();
    }

    /**
     * Waits for events after a position.
     *
     * @param timeout the maximum wait, above 0
     */
    synchronized Batch read(long position, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (lastSequence == position && !closed) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return new Batch(List.of(), position, false);
            }
            wait(millis);
        }
        if (!isKept(position)) {
            return new Batch(List.of(), lastSequence, true);
        }
        List<StreamEvent> batch = next(position);
        return new Batch(batch, position + batch.size(), false);
    }

    private List<StreamEvent> next(long position) {
        List<StreamEvent> batch = new ArrayList<>();
        long skipped = position - (lastSequence - events.size());
        for (StreamEvent event : events) {
            if (skipped > 0) {
                skipped--;
            } else if (batch.size() < MAX_BATCH) {
                batch.add(event);
            } else {
                break;
            }
        }
        return batch;
    }

    /** Ends the waits of all readers. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
