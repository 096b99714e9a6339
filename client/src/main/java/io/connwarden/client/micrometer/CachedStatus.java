package io.connwarden.client.micrometer;

import io.connwarden.client.status.RouterStatus;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A router status cached for 1 s, so that a scrape of many meters reads the router only once. */
final class CachedStatus {
    private static final Duration MAX_AGE = Duration.ofSeconds(1);

    private record Entry(RouterStatus status, long readAtNanos) {}

    private final Supplier<RouterStatus> source;
    private volatile @Nullable Entry last;

    CachedStatus(Supplier<RouterStatus> source) {
        this.source = source;
    }

    RouterStatus get() {
        Entry entry = last;
        long now = System.nanoTime();
        if (entry == null || now - entry.readAtNanos() > MAX_AGE.toNanos()) {
            entry = new Entry(source.get(), now);
            last = entry;
        }
        return entry.status();
    }
}
