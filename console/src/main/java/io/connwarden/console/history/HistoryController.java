package io.connwarden.console.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.sessions.Parameters;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.value.Checks;
import io.connwarden.sql.store.LogStoreReads.HistoryPoint;
import io.connwarden.sql.store.LogStoreReads.Selection;
import io.connwarden.sql.store.LogStoreReads.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of the past of targets: down-sampled samples, and what happened. */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API)
public class HistoryController {
    private static final int MAX_POINTS = 2_000;
    private static final int DEFAULT_POINTS = 300;
    private static final int MAX_LIMIT = 500;
    private static final int DEFAULT_LIMIT = 100;

    /** The time for which a dashboard that is opened by many viewers reads the timeline once. */
    private static final Duration LATEST_TIME = Duration.ofSeconds(5);

    private static final int MAX_LATEST = 100;

    private final Cache<LatestKey, List<TimelineEntry>> latest = Caffeine.newBuilder()
            .expireAfterWrite(LATEST_TIME)
            .maximumSize(MAX_LATEST)
            .build();
    private final LogStore store;
    private final InstantSource clock;

    public HistoryController(LogStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A first page of the timeline without a period. */
    private record LatestKey(
            @Nullable String target, @Nullable Set<String> permitted, int limit) {}

    /** The samples of a period. */
    record History(Instant from, Instant to, double secondsPerPoint, List<HistoryPoint> items) {}

    /** The message that an item is about. */
    record Reference(String kind, String id) {}

    /**
     * A part of the timeline.
     *
     * @param kind action, alert, pause, configuration, restart, role or maxConnections
     */
    record TimelineItem(
            Instant time,
            String kind,
            @Nullable String target,
            String title,
            @Nullable String severity,
            @Nullable Reference reference) {
        static TimelineItem of(TimelineEntry entry) {
            Reference reference = entry.referenceKind() == null || entry.referenceId() == null
                    ? null
                    : new Reference(entry.referenceKind(), entry.referenceId());
            return new TimelineItem(
                    entry.time(), entry.kind(), entry.target(), entry.title(), entry.severity(), reference);
        }
    }

    /** A page of the timeline, the latest item first. */
    record Timeline(List<TimelineItem> items, @Nullable String nextCursor) {}

    @GetMapping("/targets/{id}/history")
    History history(Caller caller, @PathVariable String id, @RequestParam Map<String, String> values) {
        Parameters parameters = new Parameters(values);
        Period period = Period.of(parameters, clock.instant());
        int points = parameters.number("points", 1, MAX_POINTS, DEFAULT_POINTS);
        Duration length = Duration.between(period.from(), period.to()).dividedBy(points);
        Duration atLeastOneSecond = length.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : length;
        caller.requireTarget(id);
        if (!Checks.isTargetId(id)) {
            throw ProblemException.notFound("no target '" + id + "' is known");
        }
        return new History(
                period.from(),
                period.to(),
                atLeastOneSecond.toMillis() / 1000.0,
                store.read(reads -> reads.history(id, period.from(), period.to(), atLeastOneSecond)));
    }

    /** Reads outside the cache, so that no reader waits for another one while the log store is down. */
    private List<TimelineEntry> latestDay(LatestKey key, Supplier<List<TimelineEntry>> read) {
        List<TimelineEntry> known = latest.getIfPresent(key);
        if (known != null) {
            return known;
        }
        List<TimelineEntry> entries = read.get();
        latest.put(key, entries);
        return entries;
    }

    @GetMapping("/timeline")
    Timeline timeline(Caller caller, @RequestParam Map<String, String> values) {
        Parameters parameters = new Parameters(values);
        Period period = Period.of(parameters, clock.instant());
        int limit = parameters.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        TimeCursor cursor = TimeCursor.read(parameters.text("cursor"));
        TimeCursor before = cursor == null ? new TimeCursor(period.to(), "") : cursor;
        Selection selection = LogQuery.selection(caller, period, parameters);
        Supplier<List<TimelineEntry>> read =
                () -> store.read(reads -> reads.timeline(selection, before.time(), before.key(), limit + 1));
        boolean isLatestDay = cursor == null && parameters.text("from") == null && parameters.text("to") == null;
        List<TimelineEntry> entries = isLatestDay
                ? latestDay(new LatestKey(selection.target(), selection.permitted(), limit), read)
                : read.get();
        boolean isLast = entries.size() <= limit;
        List<TimelineEntry> shown = isLast ? entries : entries.subList(0, limit);
        TimelineEntry last = shown.isEmpty() ? null : shown.get(shown.size() - 1);
        return new Timeline(
                shown.stream().map(TimelineItem::of).toList(),
                isLast || last == null ? null : new TimeCursor(last.time(), last.key()).text());
    }
}
