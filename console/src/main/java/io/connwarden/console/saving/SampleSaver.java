package io.connwarden.console.saving;

import io.connwarden.console.history.LogStore;
import io.connwarden.console.view.SampleSize;
import io.connwarden.console.view.SessionHistory;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.RootCause;
import io.connwarden.sql.store.SavedSamples;
import io.connwarden.sql.store.SavedSamples.SavedAction;
import io.connwarden.sql.store.SavedSamples.SavedSample;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * The saving of the samples around the actions of R1. Each console saves all of them; a sample is stored once. After a
 * restart the topics are read from the past, so the saving continues. While the log store is down, the samples stay in
 * memory and are saved later. Thread-safe.
 */
public final class SampleSaver implements AutoCloseable {
    static final int MAX_ACTIONS = 1_000;

    /** The samples of an earlier period are not in memory after a start. */
    private static final Duration MAX_AGE = Duration.ofMinutes(30);

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final Logger LOG = LoggerFactory.getLogger(SampleSaver.class);

    private final SessionHistory history;
    private final LogStore store;
    private final InstantSource clock;
    private final Map<String, OpenAction> open = new LinkedHashMap<>();
    private final @Nullable ScheduledExecutorService executor;
    private final OutageLog outage = new OutageLog(
            LOG,
            "The samples around actions of R1 cannot be saved in the log store; they stay in memory, and the attempt is"
                    + " repeated",
            "The samples around actions of R1 are saved again");

    /** An action with a period that is not over, confined to the saving thread. */
    private static final class OpenAction {
        private final SavedAction action;
        private final Set<Instant> saved = new HashSet<>();
        private boolean isRecorded;

        OpenAction(SavedAction action) {
            this.action = action;
        }
    }

    SampleSaver(
            SessionHistory history, LogStore store, InstantSource clock, @Nullable ScheduledExecutorService executor) {
        this.history = history;
        this.store = store;
        this.clock = clock;
        this.executor = executor;
    }

    /** Starts the saving thread, unless no log store is configured. */
    public static SampleSaver start(SessionHistory history, LogStore store, InstantSource clock) {
        if (!store.isConfigured()) {
            return new SampleSaver(history, store, clock, null);
        }
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(SampleSaver::daemon);
        SampleSaver saver = new SampleSaver(history, store, clock, executor);
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(
                saver::saveAll, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return saver;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "console-sample-saver");
        thread.setDaemon(true);
        return thread;
    }

    /** Opens the period of an action of R1. */
    public void onResult(Event<Result> event) {
        if (store.isConfigured()) {
            ActionPeriod.of(event).ifPresent(this::open);
        }
    }

    private synchronized void open(SavedAction action) {
        if (action.to().isAfter(clock.instant().minus(MAX_AGE))) {
            open.putIfAbsent(action.actionId(), new OpenAction(action));
            if (open.size() > MAX_ACTIONS) {
                open.remove(open.keySet().iterator().next());
            }
        }
    }

    /** Saves what is due. What fails is left to the next call. */
    void saveAll() {
        boolean hasFailed = false;
        for (OpenAction each : openActions()) {
            try {
                save(each);
            } catch (CannotGetJdbcConnectionException down) {
                // Each of the other actions would wait for the same connection.
                onFailure(down);
                return;
            } catch (RuntimeException failure) {
                onFailure(failure);
                hasFailed = true;
            }
        }
        if (!hasFailed) {
            outage.recordSuccess();
        }
    }

    private void save(OpenAction open) {
        // Before the samples are read, so that none arrives unnoticed.
        boolean isOver = ActionPeriod.isOver(open.action, clock.instant());
        store.save(saved -> save(open, saved));
        if (isOver) {
            remove(open);
        }
    }

    private void save(OpenAction open, SavedSamples saved) {
        if (!open.isRecorded) {
            saved.saveAction(open.action);
            open.isRecorded = true;
        }
        String target = open.action.target();
        for (SampleSize size : history.sizes(target)) {
            Instant time = size.capturedAt();
            if (ActionPeriod.contains(open.action, time) && !open.saved.contains(time)) {
                history.takenAt(target, time).ifPresent(sample -> save(sample, saved));
                open.saved.add(time);
            }
        }
    }

    private static void save(SessionSnapshot sample, SavedSamples saved) {
        String json = EventCodec.instance().toJson(sample);
        saved.save(sample.target(), new SavedSample(sample.capturedAt(), json), SavedSamples.MAX_BYTES_PER_TARGET);
    }

    private void onFailure(RuntimeException failure) {
        dropOld();
        boolean isStopping = executor != null && executor.isShutdown();
        if (!isStopping) {
            outage.recordFailure(describe(failure));
            LOG.debug("The samples around an action of R1 were not saved", failure);
        }
    }

    /** Names the remedy of a missing privilege, and of no other cause. */
    private static String describe(RuntimeException failure) {
        boolean isRefused = NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException cause
                && INSUFFICIENT_PRIVILEGE.equals(cause.getSQLState());
        return RootCause.describe(failure)
                + (isRefused
                        ? "; the role of connwarden.console.log-store needs the privileges of docs/http-api.md"
                        : "");
    }

    private synchronized void dropOld() {
        Instant oldest = clock.instant().minus(MAX_AGE);
        open.values().removeIf(each -> each.action.to().isBefore(oldest));
    }

    private synchronized List<OpenAction> openActions() {
        return List.copyOf(open.values());
    }

    private synchronized void remove(OpenAction each) {
        open.remove(each.action.actionId());
    }

    /** Ends the saving, within 5 s. */
    @Override
    public void close() {
        if (executor == null) {
            return;
        }
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("The saving of samples did not end in time; a later console saves the rest");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
