package io.connwarden.client.micrometer;

import io.connwarden.client.metrics.QueryStatistics;
import io.connwarden.client.query.Priority;
import io.connwarden.client.status.CallListener;
import io.connwarden.client.status.CallOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The timers per query name, priority and outcome. Names beyond the limit share one timer, so that an application with
 * ids in its query names does not fill the registry.
 */
final class QueryTimers implements CallListener {
    private static final int MAX_NAMES = 100;

    private record Key(String query, Priority priority, CallOutcome outcome) {}

    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final MeterRegistry registry;
    private final String name;
    private final Tags tags;
    private final boolean histograms;

    QueryTimers(MeterRegistry registry, String name, Tags tags, boolean histograms) {
        this.histograms = histograms;
        this.registry = registry;
        this.name = name;
        this.tags = tags;
    }

    @Override
    public void onCallEnded(String queryName, Priority priority, CallOutcome outcome, long nanos) {
        timer(new Key(queryName, priority, outcome)).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        Timer known = timers.get(key);
        if (known != null) {
            return known;
        }
        Key counted =
                isCountedAlone(key.query()) ? key : new Key(QueryStatistics.OTHER_NAMES, key.priority(), key.outcome());
        return timers.computeIfAbsent(counted, this::register);
    }

    private boolean isCountedAlone(String query) {
        return names.contains(query) || (names.size() < MAX_NAMES && names.add(query));
    }

    private Timer register(Key key) {
        return Timer.builder(name)
                .tags(tags.and(
                        "query", key.query(),
                        "priority", key.priority().name().toLowerCase(Locale.ROOT),
                        "outcome", key.outcome().name().toLowerCase(Locale.ROOT)))
                .publishPercentileHistogram(histograms)
                .register(registry);
    }
}
