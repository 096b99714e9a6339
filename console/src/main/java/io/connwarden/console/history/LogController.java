package io.connwarden.console.history;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.sessions.Parameters;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.sql.store.LogStoreReads.LogEntry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
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
    /** Each part is a statement of its own, so a slow reader occupies no connection. */
    private static final int PART = 500;

    private final LogStore store;
    private final InstantSource clock;
    private final JsonMapper json;

    public LogController(LogStore store, InstantSource clock, JsonMapper json) {
        this.store = store;
        this.clock = clock;
        this.json = json;
    }

    /** A page of the log, the latest entry first. */
    record LogPage(List<LogItem> items, @Nullable String nextCursor) {}

    @GetMapping
    @Nullable LogPage logs(Caller caller, @RequestParam Map<String, String> values, HttpServletResponse response)
            throws IOException {
        Parameters parameters = new Parameters(values);
        LogQuery query = LogQuery.of(caller, Period.of(parameters, clock.instant()), parameters);
        String format = parameters.text("format");
        if (format == null || format.equals("json")) {
            return page(query, parameters);
        }
        LogFormat lines = LogFormat.of(format, json);
        write(query, lines, response);
        return null;
    }

    private LogPage page(LogQuery query, Parameters parameters) {
        int limit = parameters.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        List<LogEntry> entries = query.read(store, TimeCursor.read(parameters.text("cursor")), limit + 1);
        boolean isLast = entries.size() <= limit;
        List<LogEntry> shown = isLast ? entries : entries.subList(0, limit);
        return new LogPage(
                shown.stream().map(LogItem::of).toList(),
                isLast ? null : LogQuery.cursorAfter(shown.get(limit - 1)).text());
    }

    private void write(LogQuery query, LogFormat format, HttpServletResponse response) throws IOException {
        // The first part is read before the status is sent.
        List<LogEntry> part = query.read(store, null, PART);
        response.setContentType(new MediaType(format.mediaType(), StandardCharsets.UTF_8).toString());
        response.setHeader("Content-Disposition", "attachment; filename=\"connwarden-log." + format.suffix() + "\"");
        PrintWriter out = response.getWriter();
        out.write(format.header());
        while (!part.isEmpty()) {
            for (LogEntry entry : part) {
                out.write(format.line(LogItem.of(entry)));
            }
            // Writes what is buffered. The writer hides that the client has left.
            if (out.checkError()) {
                return;
            }
            try {
                part = part.size() < PART
                        ? List.of()
                        : query.read(store, LogQuery.cursorAfter(part.get(part.size() - 1)), PART);
            } catch (ErrorResponseException interrupted) {
                out.write(format.incomplete());
                part = List.of();
            }
        }
    }
}
