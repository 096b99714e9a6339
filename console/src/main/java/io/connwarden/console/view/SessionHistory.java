package io.connwarden.console.view;

import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The latest snapshots of all targets, at most {@value #MAX_SAMPLES} per target. The latest one of each target is ready
 * to read, the earlier ones are packed. All together have a limited size. Above the limit the oldest snapshot of any
 * target is dropped first, and the latest snapshot of a target only if nothing else is left. Thread-safe.
 */
public final class SessionHistory {
    public static final int MAX_SAMPLES = 300;
    /** The memory of a row that is not packed, in bytes: an object with ten texts and four times. */
    private static final int ROW_MEMORY = 300;

    private static final int SNAPSHOT_MEMORY = 500;

    private record Key(Instant capturedAt, String target) {}

    private static final Comparator<Key> BY_AGE =
            Comparator.comparing(Key::capturedAt).thenComparing(Key::target);

    private final long maxMemory;
    private final Map<String, KeptSamples> targets = new HashMap<>();
    private final TreeSet<Key> latest = new TreeSet<>(BY_AGE);
    private final TreeSet<Key> earlier = new TreeSet<>(BY_AGE);
    private long memory;

    /** @param maxMemory the maximum size of all snapshots in bytes */
    public SessionHistory(long maxMemory) {
        this.maxMemory = maxMemory;
    }

    /**
     * Adds a snapshot.
     *
     * @return true if it is the latest of its target; false also for one that is known already or exceeds a limit
     */
    public synchronized boolean add(SessionSnapshot snapshot) {
        KeptSamples kept = targets.get(snapshot.target());
        if (kept == null) {
            return addFirst(snapshot);
        }
        if (kept.contains(snapshot.capturedAt())) {
            return false;
        }
        SessionSnapshot before = kept.latest();
        boolean isLatest = snapshot.capturedAt().isAfter(before.capturedAt());
        if (isLatest) {
            latest.remove(keyOf(before));
            earlier.add(keyOf(before));
            latest.add(keyOf(snapshot));
            memory += memoryOf(snapshot) - memoryOf(before);
            memory += kept.replaceLatest(snapshot).memory();
        } else {
            earlier.add(keyOf(snapshot));
            memory += kept.addEarlier(snapshot).memory();
        }
        if (kept.size() > MAX_SAMPLES) {
            drop(new Key(kept.oldest(), snapshot.target()));
        }
        dropExcess();
        return isLatest;
    }

    private boolean addFirst(SessionSnapshot snapshot) {
        if (targets.size() >= FleetView.MAX_TARGETS) {
            return false;
        }
        targets.put(snapshot.target(), new KeptSamples(snapshot));
        latest.add(keyOf(snapshot));
        memory += memoryOf(snapshot);
        dropExcess();
        return true;
    }

    /** Returns the latest snapshot of a target. */
    public synchronized Optional<SessionSnapshot> latest(String target) {
        return Optional.ofNullable(targets.get(target)).map(KeptSamples::latest);
    }

    /** Returns the latest kept snapshot of a target that was taken at a time or before it. */
    public Optional<SessionSnapshot> at(String target, Instant time) {
        Optional<SessionSnapshot> newest =
                latest(target).filter(snapshot -> !snapshot.capturedAt().isAfter(time));
        return newest.isPresent()
                ? newest
                : Optional.ofNullable(packedAt(target, time)).map(PackedSnapshot::unpack);
    }

    private synchronized @Nullable PackedSnapshot packedAt(String target, Instant time) {
        KeptSamples kept = targets.get(target);
        return kept == null ? null : kept.packedAt(time);
    }

    /** Returns the kept snapshot of a target that was taken at exactly this time. */
    public Optional<SessionSnapshot> takenAt(String target, Instant time) {
        return at(target, time).filter(snapshot -> snapshot.capturedAt().equals(time));
    }

    /** Returns the sizes of the kept snapshots of a target, the oldest first; empty for an unknown target. */
    public synchronized List<SampleSize> sizes(String target) {
        KeptSamples kept = targets.get(target);
        return kept == null ? List.of() : kept.sizes();
    }

    /** Returns the size of all snapshots in bytes, estimated. */
    public synchronized long memory() {
        return memory;
    }

    private void dropExcess() {
        while (memory > maxMemory && earlier.size() + latest.size() > 1) {
            drop(earlier.isEmpty() ? latest.first() : earlier.first());
        }
    }

    private void drop(Key key) {
        KeptSamples kept = targets.get(key.target());
        if (latest.remove(key)) {
            targets.remove(key.target());
            memory -= kept == null ? 0 : memoryOf(kept.latest());
        } else if (earlier.remove(key)) {
            memory -= kept == null ? 0 : kept.remove(key.capturedAt());
        }
    }

    private static Key keyOf(SessionSnapshot snapshot) {
        return new Key(snapshot.capturedAt(), snapshot.target());
    }

    private static long memoryOf(SessionSnapshot snapshot) {
        return SNAPSHOT_MEMORY + (long) ROW_MEMORY * snapshot.rows().size();
    }
}
