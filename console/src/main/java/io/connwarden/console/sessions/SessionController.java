package io.connwarden.console.sessions;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.look.Looks;
import io.connwarden.console.view.SampleSize;
import io.connwarden.console.view.SessionHistory;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.Revalidated;
import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of the sessions of a target. */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/targets/{id}")
public class SessionController {
    private static final int MAX_LIMIT = 5_000;
    private static final int DEFAULT_LIMIT = 100;

    private final SnapshotLookup snapshots;
    private final InstantSource clock;

    public SessionController(SessionHistory history, Looks looks, InstantSource clock) {
        this.snapshots = new SnapshotLookup(history, looks);
        this.clock = clock;
    }

    /** The kept samples, the oldest first. */
    record SampleList(List<SampleSize> items) {}

    /** The applications of a sample. */
    record ApplicationList(Instant capturedAt, double ageSeconds, List<ApplicationItem> items) {}

    /** The trees of sessions that wait for each other. */
    record BlockerList(Instant capturedAt, double ageSeconds, List<BlockerNode> items) {}

    @Revalidated(Revalidated.Content.NAMED_SAMPLE)
    @GetMapping("/sessions")
    SessionPage sessions(Caller caller, @PathVariable String id, @RequestParam Map<String, String> values) {
        Parameters parameters = new Parameters(values);
        SessionSelection filter = SessionSelection.of(parameters);
        int limit = parameters.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        String text = parameters.text("cursor");
        SessionCursor cursor = text == null ? null : SessionCursor.read(text);
        SessionSnapshot snapshot =
                cursor == null ? snapshots.find(caller, id, parameters.time("at")) : snapshots.find(caller, id, cursor);
        return SessionPage.of(
                snapshot,
                clock.instant(),
                filter,
                SessionOrder.of(parameters.text("sort")),
                new SessionPage.Part(cursor == null ? 0 : cursor.offset(), limit));
    }

    @GetMapping("/samples")
    SampleList samples(Caller caller, @PathVariable String id) {
        return new SampleList(SnapshotLookup.sizes(snapshots.history(), caller, id));
    }

    @Revalidated(Revalidated.Content.NAMED_SAMPLE)
    @GetMapping("/applications")
    ApplicationList applications(Caller caller, @PathVariable String id, @RequestParam Map<String, String> values) {
        SessionSnapshot snapshot = snapshots.find(caller, id, new Parameters(values).time("at"));
        return new ApplicationList(
                snapshot.capturedAt(), SampleAge.seconds(snapshot, clock.instant()), ApplicationItem.allOf(snapshot));
    }

    @Revalidated(Revalidated.Content.NAMED_SAMPLE)
    @GetMapping("/blockers")
    BlockerList blockers(Caller caller, @PathVariable String id, @RequestParam Map<String, String> values) {
        SessionSnapshot snapshot = snapshots.find(caller, id, new Parameters(values).time("at"));
        return new BlockerList(
                snapshot.capturedAt(), SampleAge.seconds(snapshot, clock.instant()), BlockerTrees.of(snapshot));
    }
}
