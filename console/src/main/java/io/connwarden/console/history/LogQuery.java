package io.connwarden.console.history;

import io.connwarden.console.access.Caller;
import io.connwarden.console.sessions.Parameters;
import io.connwarden.console.web.ProblemException;
import io.connwarden.sql.store.LogStoreReads.LogEntry;
import io.connwarden.sql.store.LogStoreReads.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the log that a request selects.
 *
 * @param action the type of the entries, such as {@code CLEANUP_EXECUTED}; null for all
 */
record LogQuery(
        Period period, Selection selection, @Nullable String action) {
    private static final String ACTION = "[A-Z_]{1,40}";

    static LogQuery of(Caller caller, Period period, Parameters parameters) {
        String action = parameters.text("action");
        if (action != null && !action.matches(ACTION)) {
            throw ProblemException.invalid("action", "the type of an entry, such as CLEANUP_EXECUTED", action);
        }
        return new LogQuery(period, selection(caller, period, parameters), action);
    }

    static Selection selection(Caller caller, Period period, Parameters parameters) {
        String target = parameters.text("target");
        caller.requireSelected(target);
        return new Selection(period.from(), target, caller.targets().orElse(null));
    }

    /**
     * Reads a part of the entries, the latest first.
     *
     * @param cursor the place of the last entry before them; null for the first entries
     */
    List<LogEntry> read(LogStore store, @Nullable TimeCursor cursor, int limit) {
        TimeCursor before = cursor == null ? new TimeCursor(period.to(), "0") : cursor;
        long id = Long.parseLong(before.key().substring(before.key().indexOf('-') + 1));
        return store.read(reads -> reads.entries(selection, action, before.time(), id, limit));
    }

    static TimeCursor cursorAfter(LogEntry entry) {
        return new TimeCursor(entry.time(), "log-" + entry.id());
    }
}
