package io.connwarden.standalone.narration;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which samples are worth a line: a new status, a marked change, or the first after a long silence. */
final class Newsworthy {
    private static final double MARKED_CHANGE = 5;

    /** Why a sample is told. */
    enum News {
        STATUS,
        CHANGE,
        STILL
    }

    private final Duration quietFor;
    private final Map<String, Health> lastTold = new HashMap<>();

    Newsworthy(Duration quietFor) {
        this.quietFor = quietFor;
    }

    Optional<News> about(Health seen) {
        Optional<News> news = compare(lastTold.get(seen.target()), seen);
        if (news.isPresent()) {
            lastTold.put(seen.target(), seen);
        }
        return news;
    }

    private Optional<News> compare(@Nullable Health told, Health seen) {
        if (told == null) {
            return Optional.of(seen.status() == Status.HEALTHY ? News.STILL : News.STATUS);
        }
        if (told.status() != seen.status()) {
            return Optional.of(News.STATUS);
        }
        if (Math.abs(utilization(told) - utilization(seen)) >= MARKED_CHANGE) {
            return Optional.of(News.CHANGE);
        }
        Duration silence = Duration.between(told.lastCheck(), seen.lastCheck());
        return silence.compareTo(quietFor) >= 0 ? Optional.of(News.STILL) : Optional.empty();
    }

    private static double utilization(Health health) {
        Counts counts = health.counts();
        return counts == null ? 0 : counts.slotUtilizationPercentage();
    }
}
