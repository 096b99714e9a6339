package io.connwarden.client.metrics;

import io.connwarden.client.status.Latency;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram of durations from 1 µs to over an hour. Each power of two has four buckets. Recording takes no lock.
 * Thread-safe.
 */
public final class LatencyHistogram {
    private static final int MIN_EXPONENT = 10;
    private static final int EXPONENTS = 32;
    private static final int BUCKETS_PER_EXPONENT = 4;

    private final LongAdder[] buckets = new LongAdder[EXPONENTS * BUCKETS_PER_EXPONENT];
    private final LongAdder sum = new LongAdder();
    private final AtomicLong max = new AtomicLong();

    /** Creates an empty histogram. */
    public LatencyHistogram() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    /**
     * Records one duration.
     *
     * @param nanos the duration in nanoseconds
     */
    public void record(long nanos) {
        buckets[bucket(nanos)].increment();
        sum.add(nanos);
        if (nanos > max.get()) {
            max.accumulateAndGet(nanos, Math::max);
        }
    }

    /**
     * Returns the statistics of all recorded durations.
     *
     * @return a copy
     */
    public Latency latency() {
        long[] counts = new long[buckets.length];
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = buckets[i].sum();
            total += counts[i];
        }
        Duration mean = Duration.ofNanos(total == 0 ? 0 : sum.sum() / total);
        return new Latency(
                total,
                mean,
                percentile(counts, total, 0.50),
                percentile(counts, total, 0.95),
                percentile(counts, total, 0.99),
                Duration.ofNanos(max.get()));
    }

    private Duration percentile(long[] counts, long total, double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Duration.ofNanos(Math.min(upperBound(i), max.get()));
            }
        }
        return Duration.ZERO;
    }

    static int bucket(long nanos) {
        long value = Math.max(nanos, 1L << MIN_EXPONENT);
        int exponent = 63 - Long.numberOfLeadingZeros(value);
        int part = (int) ((value >> (exponent - 2)) & (BUCKETS_PER_EXPONENT - 1));
        return Math.min((exponent - MIN_EXPONENT) * BUCKETS_PER_EXPONENT + part, EXPONENTS * BUCKETS_PER_EXPONENT - 1);
    }

    static long upperBound(int bucket) {
        long base = 1L << (MIN_EXPONENT + bucket / BUCKETS_PER_EXPONENT);
        return base + (bucket % BUCKETS_PER_EXPONENT + 1) * (base / BUCKETS_PER_EXPONENT);
    }
}
