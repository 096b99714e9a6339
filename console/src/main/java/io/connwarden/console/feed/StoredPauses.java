package io.connwarden.console.feed;

import io.connwarden.console.history.LogStore;
import io.connwarden.console.view.FleetView;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.SupervisedThread;
import io.connwarden.sql.store.Pauses.KnownPauses;
import io.connwarden.sql.store.Pauses.PauseRow;
import java.time.Duration;

/**
 * The reader of the pauses in the log store, which are older than the results on the topic. A request never waits for
 * it.
 */
public final class StoredPauses implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration MAX_JOIN_WAIT = Duration.ofSeconds(1);

    /** A result of the last seconds is newer: its pause may have been committed after the pauses were read. */
    private static final Duration COMMIT_TIME = Duration.ofSeconds(5);

    private final LogStore store;
    private final FleetView view;
    private final ShutdownSignal shutdown = new ShutdownSignal();
    private final SupervisedThread thread;

    private StoredPauses(LogStore store, FleetView view) {
        this.store = store;
        this.view = view;
        PeriodicTask task = new PeriodicTask(
                "The pauses in the log store cannot be read; pauses of the results of the last day are shown",
                "The pauses in the log store are read again",
                INTERVAL,
                shutdown,
                this::read);
        this.thread = new SupervisedThread("console-stored-pauses", task, shutdown);
        thread.setDaemon(true);
    }

    /** Starts to read, unless no log store is configured. Returns at once. */
    public static StoredPauses start(LogStore store, FleetView view) {
        StoredPauses pauses = new StoredPauses(store, view);
        if (store.isConfigured()) {
            pauses.thread.start();
        }
        return pauses;
    }

    private void read() {
        KnownPauses known = store.pauses();
        view.onPauses(
                known.pauses().stream().map(PauseRow::summary).toList(),
                known.readAt().minus(COMMIT_TIME));
    }

    @Override
    public void close() {
        shutdown.shutDown();
        try {
            thread.join(MAX_JOIN_WAIT.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
