package io.connwarden.console.sessions;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.export.Exports;
import io.connwarden.console.export.LineWriter;
import io.connwarden.console.view.SampleSize;
import io.connwarden.console.view.SessionHistory;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route that writes the kept samples of a target as a file, which the dashboard opens again. */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/targets/{id}/samples/export")
public class SampleExportController {
    private final SessionHistory history;
    private final Exports exports;

    public SampleExportController(SessionHistory history, Exports exports) {
        this.history = history;
        this.exports = exports;
    }

    @GetMapping
    void export(
            Caller caller,
            @PathVariable String id,
            @RequestParam Map<String, String> values,
            HttpServletResponse response)
            throws IOException {
        Parameters parameters = new Parameters(values);
        @Nullable Instant from = parameters.time("from");
        @Nullable Instant to = parameters.time("to");
        if (from != null && to != null && from.isAfter(to)) {
            throw ProblemException.invalid("from", "not after 'to'", from);
        }
        caller.requireTarget(id);
        exports.run(caller, () -> write(id, times(caller, id, from, to), response));
    }

    private List<Instant> times(Caller caller, String target, @Nullable Instant from, @Nullable Instant to) {
        List<Instant> times = SnapshotLookup.sizes(history, caller, target).stream()
                .map(SampleSize::capturedAt)
                .filter(time -> from == null || !time.isBefore(from))
                .filter(time -> to == null || !time.isAfter(to))
                .toList();
        if (times.isEmpty()) {
            throw ProblemException.notFound("no sample of target '" + target + "' between 'from' and 'to' is kept; GET "
                    + ConsolePaths.API + "/targets/" + target + "/samples lists the kept samples");
        }
        return times;
    }

    /** Unpacks one sample at a time, because all together need much memory. A dropped sample is left out. */
    private void write(String target, List<Instant> times, HttpServletResponse response) throws IOException {
        LineWriter out = LineWriter.begin(response, LineWriter.JSON_LINES, "connwarden-" + target + ".jsonl");
        for (Instant time : times) {
            history.takenAt(target, time).map(SampleLine::of).ifPresent(out::write);
            if (!out.flush()) {
                return;
            }
        }
    }
}
