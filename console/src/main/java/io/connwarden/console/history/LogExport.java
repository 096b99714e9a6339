package io.connwarden.console.history;

import io.connwarden.console.export.LineWriter;
import io.connwarden.sql.store.LogStoreReads.LogEntry;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;

/** The writing of all entries of a period, part by part. It ends early when the reader of the response has left. */
record LogExport(LogQuery query, LogFormat format, Function<@Nullable TimeCursor, List<LogEntry>> parts) {
    /** Each part is a statement of its own, so a slow reader occupies no connection. */
    static final int PART = 500;

    static LogExport of(LogQuery query, LogFormat format, LogStore store) {
        return new LogExport(query, format, cursor -> query.read(store, cursor, PART));
    }

    /** Reads the first part. A failure here can still be the status of the response. */
    List<LogEntry> first() {
        return parts.apply(null);
    }

    /** Writes the first part, then reads and writes the others. */
    void write(List<LogEntry> first, LineWriter out) {
        out.write(format.header());
        List<LogEntry> part = first;
        while (!part.isEmpty()) {
            part.forEach(entry -> out.write(format.line(entry)));
            if (!out.flush() || part.size() < PART) {
                return;
            }
            try {
                part = parts.apply(LogQuery.cursorAfter(part.get(PART - 1)));
            } catch (ErrorResponseException interrupted) {
                out.write(format.incomplete());
                return;
            }
        }
    }
}
