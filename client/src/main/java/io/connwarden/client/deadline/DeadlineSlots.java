package io.connwarden.client.deadline;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of spots for what is watched only briefly: taking and leaving one is a single atomic step each and
 * makes nothing. Thread-safe.
 */
final class DeadlineSlots {
    /** Answered when none was found free. */
    static final int NONE = -1;

    /** More than most applications have connections; a power of two. */
    static final int SIZE = 512;

    /** Few, because who finds none is watched all the same, only more slowly. */
    private static final int MAX_PROBES = 4;

    private final AtomicReferenceArray<@Nullable DeadlineTask> slots = new AtomicReferenceArray<>(SIZE);

    /** Takes a spot that happens to be free, or answers {@link #NONE}. */
    int acquire(DeadlineTask task) {
        int start = ThreadLocalRandom.current().nextInt();
        for (int i = 0; i < MAX_PROBES; i++) {
            int slot = (start + i) & (SIZE - 1);
            if (slots.compareAndSet(slot, null, task)) {
                return slot;
            }
        }
        return NONE;
    }

    void release(int slot) {
        slots.setRelease(slot, null);
    }

    boolean isEmpty() {
        for (int i = 0; i < SIZE; i++) {
            if (slots.get(i) != null) {
                return false;
            }
        }
        return true;
    }

    void forEach(Consumer<DeadlineTask> action) {
        for (int i = 0; i < SIZE; i++) {
            DeadlineTask task = slots.get(i);
            if (task != null) {
                action.accept(task);
            }
        }
    }
}
