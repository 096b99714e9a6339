package io.connwarden.console.view;

import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The latest snapshots of all targets, at most {@value #MAX_SAMPLES} per target. All snapshots together have a limited
 * weight. Above the limit the oldest snapshot of any target is dropped first, and the latest snapshot of a target only
 * if nothing else is left. Thread-safe.
 */
public final class SessionHistory {
    public static final int MAX_SAMPLES = 300;

    private record Key(Instant capturedAt, String target) {}

    private static final Comparator<Key> BY_AGE =
            Comparator.comparing(Key::capturedAt).thenComparing(Key::target);

    private final int maxWeight;
    private final Map<String, NavigableMap<Instant, SessionSnapshot>> targets = new HashMap<>();
    private final TreeSet<Key> latest = new TreeSet<>(BY_AGE);
    private final TreeSet<Key> earlier = new TreeSet<>(BY_AGE);
    private int weight;

    /** @param maxRows the maximum weight of all snapshots; a snapshot counts as one and each of its rows as one */
    public SessionHistory(int maxRows) {
        this.maxWeight = maxRows;
    }

    /**
     * Adds a snapshot.
     *
     * @return true if it is the latest of its target; false also for one that is known already or exceeds a limit
     */
    public synchronized boolean add(SessionSnapshot snapshot) {
        String target = snapshot.target();
        NavigableMap<Instant, SessionSnapshot> kept = targets.get(target);
        if (kept == null ? targets.size() >= FleetView.MAX_TARGETS : kept.containsKey(snapshot.capturedAt())) {
            return false;
        }
        if (kept == null) {
            kept = new TreeMap<>();
            targets.put(target, kept);
        }
        SessionSnapshot before = kept.isEmpty() ? null : kept.lastEntry().getValue();
        boolean isLatest = before == null || snapshot.capturedAt().isAfter(before.capturedAt());
        kept.put(snapshot.capturedAt(), SharedRows.share(snapshot, before));
        weight += weightOf(snapshot);
        if (isLatest && before != null) {
            latest.remove(keyOf(before));
            earlier.add(keyOf(before));
        }
        (isLatest ? latest : earlier).add(keyOf(snapshot));
        dropExcess(kept);
        return isLatest;
    }

    /** Returns the latest snapshot of a target. */
    public synchronized Optional<SessionSnapshot> latest(String target) {
        NavigableMap<Instant, SessionSnapshot> kept = targets.get(target);
        return kept == null ? Optional.empty() : Optional.of(kept.lastEntry().getValue());
    }

    /** Returns the latest kept snapshot of a target that was taken at a time or before it. */
    public synchronized Optional<SessionSnapshot> at(String target, Instant time) {
        NavigableMap<Instant, SessionSnapshot> kept = targets.get(target);
        return kept == null
                ? Optional.empty()
                : Optional.ofNullable(kept.floorEntry(time)).map(Map.Entry::getValue);
    }

    /** Returns the kept snapshots of a target, the oldest first; empty for an unknown target. */
    public synchronized List<SessionSnapshot> all(String target) {
        NavigableMap<Instant, SessionSnapshot> kept = targets.get(target);
        return kept == null ? List.of() : List.copyOf(kept.values());
    }

    /** Returns the weight of all snapshots. */
    public synchronized int weight() {
        return weight;
    }

    private void dropExcess(NavigableMap<Instant, SessionSnapshot> kept) {
        if (kept.size() > MAX_SAMPLES) {
            drop(keyOf(kept.firstEntry().getValue()));
        }
        while (weight > maxWeight && earlier.size() + latest.size() > 1) {
            drop(earlier.isEmpty() ? latest.first() : earlier.first());
        }
    }

    private void drop(Key key) {
        earlier.remove(key);
        latest.remove(key);
        targets.computeIfPresent(key.target(), (target, kept) -> {
            SessionSnapshot dropped = kept.remove(key.capturedAt());
            weight -= dropped == null ? 0 : weightOf(dropped);
            return kept.isEmpty() ? null : kept;
        });
    }

    private static Key keyOf(SessionSnapshot snapshot) {
        return new Key(snapshot.capturedAt(), snapshot.target());
    }

    private static int weightOf(SessionSnapshot snapshot) {
        return 1 + snapshot.rows().size();
    }
}
