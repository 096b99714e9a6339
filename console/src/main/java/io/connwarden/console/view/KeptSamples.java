package io.connwarden.console.view;

import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The samples of one target: the latest one as it is, the earlier ones packed. Not thread-safe. */
final class KeptSamples {
    /** The number of samples with one base. More need less memory while sessions do not change. */
    private static final int SAMPLES_PER_BASE = 16;

    private final NavigableMap<Instant, PackedSnapshot> earlier = new TreeMap<>();

    /** The number of packed samples that need a base, with the base itself. */
    private final Map<PackedSnapshot, Integer> samplesByBase = new HashMap<>();

    private SessionSnapshot latest;
    private @Nullable PackedSnapshot base;
    private int samplesOfBase;

    KeptSamples(SessionSnapshot first) {
        this.latest = first;
    }

    SessionSnapshot latest() {
        return latest;
    }

    boolean contains(Instant capturedAt) {
        return latest.capturedAt().equals(capturedAt) || earlier.containsKey(capturedAt);
    }

    /** Packs the latest snapshot; the given one takes its place. */
    PackedSnapshot replaceLatest(SessionSnapshot snapshot) {
        SessionSnapshot before = latest;
        latest = snapshot;
        return addEarlier(before);
    }

    PackedSnapshot addEarlier(SessionSnapshot snapshot) {
        PackedSnapshot packed = pack(snapshot);
        earlier.put(snapshot.capturedAt(), packed);
        samplesByBase.merge(packed.base(), 1, Integer::sum);
        return packed;
    }

    private PackedSnapshot pack(SessionSnapshot snapshot) {
        if (base == null || samplesOfBase == SAMPLES_PER_BASE) {
            base = PackedSnapshot.alone(snapshot);
            samplesOfBase = 1;
            return base;
        }
        samplesOfBase++;
        return PackedSnapshot.withBase(snapshot, base);
    }

    /**
     * Removes a packed sample. The memory of a base is freed with the last sample that needs it.
     *
     * @return the freed memory in bytes
     */
    long remove(Instant capturedAt) {
        PackedSnapshot removed = earlier.remove(capturedAt);
        if (removed == null) {
            return 0;
        }
        PackedSnapshot needed = removed.base();
        return (removed == needed ? 0 : removed.memory()) + release(needed);
    }

    private long release(PackedSnapshot needed) {
        if (samplesByBase.merge(needed, -1, Integer::sum) > 0) {
            return 0;
        }
        samplesByBase.remove(needed);
        if (base == needed) {
            base = null;
        }
        return needed.memory();
    }

    /** Returns the number of samples with the latest one. */
    int size() {
        return earlier.size() + 1;
    }

    /** Returns the time of the oldest sample. */
    Instant oldest() {
        return earlier.isEmpty() ? latest.capturedAt() : earlier.firstKey();
    }

    /** Returns the latest packed snapshot at a time or before it; null for none. */
    @Nullable PackedSnapshot packedAt(Instant time) {
        Map.Entry<Instant, PackedSnapshot> entry = earlier.floorEntry(time);
        return entry == null ? null : entry.getValue();
    }

    List<SampleSize> sizes() {
        List<SampleSize> sizes = new ArrayList<>(size());
        earlier.values().forEach(packed -> sizes.add(packed.size()));
        sizes.add(SampleSize.of(latest));
        return sizes;
    }
}
