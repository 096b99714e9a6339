package io.connwarden.console.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of all streams, limited in number and size. A writer never waits for a reader; a reader that falls
 * behind the oldest event loses its position. Thread-safe.
 */
final class StreamLog {
    static final int MAX_EVENTS = 10_000;

    /** About 16 MB, or 8 MB without characters beyond Latin-1. */
    static final int MAX_CHARACTERS = 8_000_000;

    private static final int MAX_BATCH = 100;

    /** The size above which a batch has no further event. */
    static final int BATCH_CHARACTERS = 250_000;

    /**
     * The events after a position.
     *
     * @param events in their order; empty if none was added in time
     * @param position the position after these events
     * @param lost true if events between the position and the first of these events were dropped
     */
    record Batch(List<StreamEvent> events, long position, boolean lost) {}

    /** A ring: the event with a sequence is at the remainder of its division by the length. */
    private final @Nullable StreamEvent[] events = new StreamEvent[MAX_EVENTS];

    private int kept;
    private long lastSequence;
    private long characters;
    private boolean closed;

    synchronized void append(String type, String target, String data) {
        if (kept == MAX_EVENTS) {
            dropOldest();
        }
        lastSequence++;
        events[placeOf(lastSequence)] = new StreamEvent(lastSequence, type, target, data);
        kept++;
        characters += data.length();
        while (characters > MAX_CHARACTERS && kept > 1) {
            dropOldest();
        }
        notifyAll();
    }

    private void dropOldest() {
        long oldest = lastSequence - kept + 1;
        characters -= event(oldest).data().length();
        events[placeOf(oldest)] = null;
        kept--;
    }

    private StreamEvent event(long sequence) {
        return Objects.requireNonNull(events[placeOf(sequence)]);
    }

    private static int placeOf(long sequence) {
        return (int) (sequence % MAX_EVENTS);
    }

    /** Returns the position after the latest event. */
    synchronized long end() {
        return lastSequence;
    }

    /** Returns true if every event after this position is kept. */
    synchronized boolean isKept(long position) {
        return position <= lastSequence && position >= lastSequence - kept;
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
        int size = 0;
        for (long sequence = position + 1; sequence <= lastSequence && batch.size() < MAX_BATCH; sequence++) {
            StreamEvent event = event(sequence);
            size += event.data().length();
            if (size > BATCH_CHARACTERS && !batch.isEmpty()) {
                break;
            }
            batch.add(event);
        }
        return batch;
    }

    /** Ends the waits of all readers. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
