package io.connwarden.console.sessions;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.export.Exports;
import io.connwarden.console.export.LineWriter;
import io.connwarden.console.view.SessionHistory;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.SessionSnapshot;
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
        List<SessionSnapshot> samples = SnapshotLookup.allOf(history, caller, id).stream()
                .filter(sample -> from == null || !sample.capturedAt().isBefore(from))
                .filter(sample -> to == null || !sample.capturedAt().isAfter(to))
                .toList();
        if (samples.isEmpty()) {
            throw ProblemException.notFound("no sample of target '" + id + "' between 'from' and 'to' is kept; GET "
                    + ConsolePaths.API + "/targets/" + id + "/samples lists the kept samples");
        }
        exports.run(caller, () -> write(samples, response));
    }

    private static void write(List<SessionSnapshot> samples, HttpServletResponse response) throws IOException {
        String name = "connwarden-" + samples.get(0).target() + ".jsonl";
        LineWriter out = LineWriter.begin(response, LineWriter.JSON_LINES, name);
        for (SessionSnapshot sample : samples) {
            out.write(SampleLine.of(sample));
            if (!out.flush()) {
                return;
            }
        }
    }
}
