package io.connwarden.console.view;

import io.connwarden.contracts.message.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest health of one target and the trend of the hour before. Of the samples in 5 s the trend keeps the one with
 * the highest slot utilization, so it has at most {@value #MAX_POINTS} points and no peak is lost. Thread-safe.
 */
public final class HealthTrend {
    static final int MAX_POINTS = 720;
    private static final Duration LENGTH = Duration.ofHours(1);
    private static final Duration RESOLUTION = LENGTH.dividedBy(MAX_POINTS);

    private final Deque<TrendPoint> points = new ArrayDeque<>();
    private @Nullable Health latest;
    private long slot = Long.MIN_VALUE;

    /** Adds a sample. A sample that is not newer than the latest one is ignored. */
    synchronized void add(Health health) {
        if (latest != null && !health.lastCheck().isAfter(latest.lastCheck())) {
            return;
        }
        latest = health;
        long newSlot = health.lastCheck().getEpochSecond() / RESOLUTION.toSeconds();
        TrendPoint point = TrendPoint.of(health);
        if (newSlot == slot && isHigher(points.getLast(), point)) {
            return;
        }
        if (newSlot == slot) {
            points.removeLast();
        }
        slot = newSlot;
        points.addLast(point);
        Instant oldest = health.lastCheck().minus(LENGTH);
        while (points.getFirst().time().isBefore(oldest) || points.size() > MAX_POINTS) {
            points.removeFirst();
        }
    }

    private static boolean isHigher(TrendPoint before, TrendPoint point) {
        Double known = before.slotUtilizationPercentage();
        Double value = point.slotUtilizationPercentage();
        return known != null && (value == null || known > value);
    }

    /**
     * Returns the highest slot utilization of equal parts of the hour before the latest sample, in percent.
     *
     * @param parts number of parts, at least 1
     * @return the oldest part first; null for a part without a count
     */
    public synchronized List<@Nullable Double> utilization(int parts) {
        @Nullable Double[] highest = new Double[parts];
        for (TrendPoint point : points) {
            @Nullable Double value = point.slotUtilizationPercentage();
            if (latest != null && value != null) {
                long before = Duration.between(point.time(), latest.lastCheck()).toMillis();
                int part = parts - 1 - (int) Math.min(parts - 1L, before * parts / LENGTH.toMillis());
                @Nullable Double known = highest[part];
                highest[part] = known == null ? value : Math.max(known, value);
            }
        }
        return Collections.unmodifiableList(Arrays.asList(highest));
    }

    /** Returns the latest sample; null before the first one. */
    public synchronized @Nullable Health latest() {
        return latest;
    }

    /** Returns the points of the hour before the latest sample, in the order of time. */
    public synchronized List<TrendPoint> points() {
        return List.copyOf(points);
    }
}
