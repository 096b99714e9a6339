package io.connwarden.console.sessions;

import io.connwarden.console.access.Caller;
import io.connwarden.console.look.Looks;
import io.connwarden.console.view.SampleSize;
import io.connwarden.console.view.SessionHistory;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The search for the snapshot that a request asks for. */
record SnapshotLookup(SessionHistory history, Looks looks) {

    /**
     * Returns a snapshot. A request for the latest one is a look at the target.
     *
     * @param at the time of the snapshot or a time after it; null for the latest
     */
    SessionSnapshot find(Caller caller, String target, @Nullable Instant at) {
        caller.requireTarget(target);
        SessionSnapshot latest = history.latest(target).orElseThrow(() -> noSnapshot(target));
        if (at == null) {
            looks.look(target);
            return latest;
        }
        return history.at(target, at)
                .orElseThrow(() -> ProblemException.notFound(
                        "no snapshot of target '" + target + "' at or before " + at + " is kept"));
    }

    /** Returns the snapshot of a cursor. */
    SessionSnapshot find(Caller caller, String target, SessionCursor cursor) {
        caller.requireTarget(target);
        return history.takenAt(target, cursor.capturedAt())
                .orElseThrow(() -> ProblemException.notFound("the snapshot of 'cursor', captured at "
                        + cursor.capturedAt() + ", is not kept; request the first page again"));
    }

    /** Returns the times and sizes of the kept snapshots, the oldest first. */
    static List<SampleSize> sizes(SessionHistory history, Caller caller, String target) {
        caller.requireTarget(target);
        List<SampleSize> sizes = history.sizes(target);
        if (sizes.isEmpty()) {
            throw noSnapshot(target);
        }
        return sizes;
    }

    private static ProblemException noSnapshot(String target) {
        return ProblemException.notFound(
                "no snapshot of target '" + target
                        + "' is kept; the monitor publishes one with each sample if connwarden.monitor.sessions.enabled is true");
    }
}
