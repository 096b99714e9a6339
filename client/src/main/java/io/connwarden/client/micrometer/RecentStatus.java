package io.connwarden.client.micrometer;

import io.connwarden.client.status.RouterStatus;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The router's status, at most a second old: one scrape reads a dozen meters, and shall count up only once. */
final class RecentStatus {
    private static final Duration OLDEST = Duration.ofSeconds(1);

    private record Taken(RouterStatus status, long at) {}

    private final Supplier<RouterStatus> source;
    private volatile @Nullable Taken last;

    RecentStatus(Supplier<RouterStatus> source) {
        this.source = source;
    }

    RouterStatus get() {
        Taken taken = last;
        long now = System.nanoTime();
        if (taken == null || now - taken.at() > OLDEST.toNanos()) {
            taken = new Taken(source.get(), now);
            last = taken;
        }
        return taken.status();
    }
}
