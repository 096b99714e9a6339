package io.connwarden.client.deadline;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed array of slots for short-lived tasks. Acquiring and releasing a slot is one atomic step each and allocates
 * nothing. Thread-safe.
 */
final class DeadlineSlots {
    /** The result of {@link #acquire} if no free slot was found. */
    static final int NONE = -1;

    /** A power of two, larger than the number of connections of most applications. */
    static final int SIZE = 512;

    /** Small on purpose: a task without a slot goes to the slower set. */
    private static final int MAX_PROBES = 4;

    private final AtomicReferenceArray<@Nullable DeadlineTask> slots = new AtomicReferenceArray<>(SIZE);

    /** Acquires a free slot near a random index, or returns {@link #NONE}. */
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
