package io.connwarden.actuator.action;

import io.connwarden.actuator.lane.Look;
import io.connwarden.contracts.message.DecisionNote;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.Snapshot;
import io.connwarden.sql.store.RecordedOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything to be told about a run.
 *
 * @param decided whether rules and guards were asked at all
 * @param open the rung whose outcomes are still to be recorded, if one is
 * @param endings of that rung
 * @param sessions of all rungs, chosen and spared
 * @param after what was counted last; null when nobody could
 */
record Conclusion(
        Outcome outcome,
        DecisionNote decision,
        boolean decided,
        @Nullable Rung open,
        List<RecordedOutcome> endings,
        List<SessionReport> sessions,
        @Nullable Snapshot before,
        @Nullable Look after) {
    Conclusion {
        endings = List.copyOf(endings);
        sessions = List.copyOf(sessions);
    }

    /** Of a run in which nobody was chosen. */
    static Conclusion withoutActing(
            Outcome outcome, DecisionNote decision, boolean decided, List<SessionReport> spared, @Nullable Look look) {
        return new Conclusion(
                outcome, decision, decided, null, List.of(), spared, look == null ? null : look.snapshot(), look);
    }

    boolean acted() {
        return open != null;
    }
}
