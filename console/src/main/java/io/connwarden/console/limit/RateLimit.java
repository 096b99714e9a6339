package io.connwarden.console.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * A limit of requests per minute and key. The whole number may be used at once; then it is renewed evenly. At most
 * 10,000 keys are remembered. Thread-safe.
 */
public final class RateLimit {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MAX_KEYS = 10_000;

    private final LoadingCache<String, Bucket> buckets;

    /** @param perMinute the number of requests, at least 1 */
    public RateLimit(int perMinute) {
        this(perMinute, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimit(int perMinute, TimeMeter clock) {
        // A bucket is full again after one period.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterAccess(PERIOD.multipliedBy(2))
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                        .withCustomTimePrecision(clock)
                        .build());
    }

    /**
     * Counts one request.
     *
     * @return the time until the next request is permitted; empty if this one is
     */
    public Optional<Duration> take(String key) {
        ConsumptionProbe probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
