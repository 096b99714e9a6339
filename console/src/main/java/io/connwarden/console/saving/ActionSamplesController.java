package io.connwarden.console.saving;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.export.Exports;
import io.connwarden.console.export.LineWriter;
import io.connwarden.console.history.LogStore;
import io.connwarden.console.sessions.Parameters;
import io.connwarden.console.sessions.SampleLine;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.view.SampleSize;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.sql.store.SavedSamples.SavedAction;
import io.connwarden.sql.store.SavedSamples.SavedSample;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route of the saved samples around an action: their list, or all of them as a file. */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/actions/{id}/samples")
public class ActionSamplesController {
    private static final int MAX_SAMPLES = 1_000;
    private static final int MAX_ID_LENGTH = 500;

    /** A sample has up to 1 MB. */
    private static final int PART = 10;

    private final FleetView view;
    private final LogStore store;
    private final Exports exports;
    private final InstantSource clock;

    public ActionSamplesController(FleetView view, LogStore store, Exports exports, InstantSource clock) {
        this.view = view;
        this.store = store;
        this.exports = exports;
        this.clock = clock;
    }

    /**
     * The saved samples around an action.
     *
     * @param actionId the id of the result
     * @param complete false while further samples can be added
     * @param items the earliest first
     */
    record ActionSamples(
            String actionId, String target, Instant from, Instant to, boolean complete, List<SampleSize> items) {}

    @GetMapping
    @Nullable ActionSamples samples(
            Caller caller,
            @PathVariable String id,
            @RequestParam Map<String, String> values,
            HttpServletResponse response)
            throws IOException {
        String format = new Parameters(values).text("format");
        if (format != null && !format.equals("json") && !format.equals("jsonl")) {
            throw ProblemException.invalid("format", "json or jsonl", format);
        }
        SavedAction action = find(caller, id);
        if (format == null || format.equals("json")) {
            return list(action);
        }
        exports.run(caller, () -> export(action, response));
        return null;
    }

    /** Finds an action in memory, where it is before it is recorded, or in the log store, where it is kept longer. */
    private SavedAction find(Caller caller, String id) {
        Optional<Event<Result>> inMemory = view.action(
                id,
                event ->
                        caller.maySee(event.subject()) && ActionPeriod.of(event).isPresent());
        return inMemory.flatMap(ActionPeriod::of)
                .or(() -> stored(caller, id))
                .orElseThrow(() -> ProblemException.notFound("no samples are saved for an action '" + id
                        + "'; they are saved for executed actions of R1, for the retention of the log store"));
    }

    private Optional<SavedAction> stored(Caller caller, String id) {
        List<SavedAction> found = canBeStored(id) ? store.readSaved(saved -> saved.actions(id)) : List.of();
        return found.stream().filter(action -> caller.maySee(action.target())).findFirst();
    }

    /** PostgreSQL refuses a text with the character zero, which is no failure of the log store. */
    private static boolean canBeStored(String id) {
        return id.length() <= MAX_ID_LENGTH && id.chars().noneMatch(Character::isISOControl);
    }

    private ActionSamples list(SavedAction action) {
        List<SampleSize> items =
                store
                        .readSaved(saved -> saved.counts(action.target(), action.from(), action.to(), MAX_SAMPLES))
                        .stream()
                        .map(each -> new SampleSize(each.capturedAt(), each.rows() + each.omitted(), each.omitted()))
                        .toList();
        return new ActionSamples(
                action.actionId(),
                action.target(),
                action.from(),
                action.to(),
                ActionPeriod.isOver(action, clock.instant()),
                items);
    }

    private void export(SavedAction action, HttpServletResponse response) throws IOException {
        // The first part is read before the status is sent. The period includes its start.
        List<SavedSample> part = part(action, action.from().minusNanos(1_000));
        String name = "connwarden-" + action.target() + ".jsonl";
        LineWriter out = LineWriter.begin(response, LineWriter.JSON_LINES, name);
        while (!part.isEmpty()) {
            part.forEach(each ->
                    out.write(SampleLine.of(EventCodec.instance().fromJson(SessionSnapshot.class, each.json()))));
            if (!out.flush()) {
                return;
            }
            try {
                part = part(action, part.get(part.size() - 1).capturedAt());
            } catch (ErrorResponseException interrupted) {
                out.write(SampleLine.INCOMPLETE);
                return;
            }
        }
    }

    private List<SavedSample> part(SavedAction action, Instant after) {
        return store.readSaved(saved -> saved.samples(action.target(), after, action.to(), PART));
    }
}
