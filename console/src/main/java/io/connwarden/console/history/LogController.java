package io.connwarden.console.history;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.export.Exports;
import io.connwarden.console.export.LineWriter;
import io.connwarden.console.sessions.Parameters;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.sql.store.LogStoreReads.LogEntry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The route of the entries of the log: page by page, or all of a period as CSV or JSON Lines. */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/logs")
public class LogController {
    private static final int MAX_LIMIT = 500;
    private static final int DEFAULT_LIMIT = 100;

    private final LogStore store;
    private final InstantSource clock;
    private final JsonMapper json;
    private final Exports exports;

    public LogController(LogStore store, InstantSource clock, JsonMapper json, Exports exports) {
        this.exports = exports;
        this.store = store;
        this.clock = clock;
        this.json = json;
    }

    /** A page of the log, the latest entry first. */
    record LogPage(List<LogEntry> items, @Nullable String nextCursor) {}

    @GetMapping
    @Nullable LogPage logs(Caller caller, @RequestParam Map<String, String> values, HttpServletResponse response)
            throws IOException {
        Parameters parameters = new Parameters(values);
        LogQuery query = LogQuery.of(caller, Period.of(parameters, clock.instant()), parameters);
        String format = parameters.text("format");
        if (format == null || format.equals("json")) {
            return page(query, parameters);
        }
        LogExport export = LogExport.of(query, LogFormat.of(format, json), store);
        exports.run(caller, () -> export(export, response));
        return null;
    }

    private LogPage page(LogQuery query, Parameters parameters) {
        int limit = parameters.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        List<LogEntry> entries = query.read(store, TimeCursor.read(parameters.text("cursor")), limit + 1);
        boolean isLast = entries.size() <= limit;
        List<LogEntry> shown = isLast ? entries : entries.subList(0, limit);
        return new LogPage(
                shown,
                isLast ? null : LogQuery.cursorAfter(shown.get(limit - 1)).text());
    }

    private void export(LogExport export, HttpServletResponse response) throws IOException {
        List<LogEntry> first = export.first();
        String name = "connwarden-log." + export.format().suffix();
        export.write(first, LineWriter.begin(response, export.format().mediaType(), name));
    }
}
