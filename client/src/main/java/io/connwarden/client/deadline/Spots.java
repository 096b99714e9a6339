package io.connwarden.client.deadline;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of spots for what is watched only briefly: taking and leaving one is a single atomic step each and
 * makes nothing. Thread-safe.
 */
final class Spots {
    /** Answered when none was found free. */
    static final int NONE = -1;

    /** More than most applications have connections; a power of two. */
    static final int SPOTS = 512;

    /** Few, because who finds none is watched all the same, only more slowly. */
    private static final int TRIES = 4;

    private final AtomicReferenceArray<@Nullable Watched> spots = new AtomicReferenceArray<>(SPOTS);

    /** Takes a spot that happens to be free, or answers {@link #NONE}. */
    int take(Watched item) {
        int start = ThreadLocalRandom.current().nextInt();
        for (int i = 0; i < TRIES; i++) {
            int spot = (start + i) & (SPOTS - 1);
            if (spots.compareAndSet(spot, null, item)) {
                return spot;
            }
        }
        return NONE;
    }

    void leave(int spot) {
        spots.setRelease(spot, null);
    }

    boolean areFree() {
        for (int i = 0; i < SPOTS; i++) {
            if (spots.get(i) != null) {
                return false;
            }
        }
        return true;
    }

    void forEach(Consumer<Watched> action) {
        for (int i = 0; i < SPOTS; i++) {
            Watched item = spots.get(i);
            if (item != null) {
                action.accept(item);
            }
        }
    }
}
