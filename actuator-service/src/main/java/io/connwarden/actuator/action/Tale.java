package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.lane.Look;
import io.connwarden.actuator.outcome.ReportsJson;
import io.connwarden.contracts.message.DecisionNote;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.Snapshot;
import io.connwarden.sql.store.SessionProgress;
import io.connwarden.sql.store.StoredIntent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one action has done so far, over all its rungs. For one run. */
final class Tale {
    private final @Nullable Snapshot before;
    private final List<String> reasons = new ArrayList<>();
    private final List<SessionReport> reports = new ArrayList<>();

    private Tale(@Nullable Snapshot before) {
        this.before = before;
    }

    static Tale beginning(Rung first) {
        return new Tale(first.before());
    }

    /** After rungs that are recorded already. */
    static Tale continuing(List<StoredIntent> finished, @Nullable Snapshot before) {
        Tale tale = new Tale(before);
        for (StoredIntent intent : finished) {
            tale.reasons.add(intent.reason());
            intent.sessions().forEach(session -> tale.reports.add(recorded(session)));
            tale.reports.addAll(ReportsJson.read(intent.spared()));
        }
        return tale;
    }

    /** One rung is over. */
    void add(Rung rung, List<Ending> endings) {
        reasons.add(rung.reason());
        endings.forEach(ending -> reports.add(ending.report()));
        reports.addAll(rung.spared());
    }

    /**
     * The end of the tale.
     *
     * @param open the last rung, added already, whose outcomes are to be recorded
     * @param last why there is no further rung; empty when none was in question
     */
    Conclusion conclusion(Outcome outcome, Rung open, List<Ending> endings, @Nullable Look after, String last) {
        List<String> told = new ArrayList<>(reasons);
        if (!last.isEmpty()) {
            told.add(last);
        }
        return new Conclusion(
                outcome,
                new DecisionNote(open.rule(), String.join("; ", told)),
                true,
                open,
                endings.stream().map(Ending::row).toList(),
                SessionReports.of(reports),
                before,
                after);
    }

    /** The end of a run in which nobody was chosen. A refusal answers a command REJECTED; doing nothing completes it. */
    static Conclusion nothing(Decision decision, Look look) {
        return Conclusion.withoutActing(
                decision instanceof Decision.Refused ? Outcome.REJECTED : Outcome.COMPLETED,
                new DecisionNote(decision.ground().name(), decision.reason()),
                true,
                SessionReports.of(Freezing.reports(decision.spared(), look.serverNow())),
                look);
    }

    private static SessionReport recorded(SessionProgress session) {
        return new Ending(
                        session.session(),
                        SessionOutcome.valueOf(Objects.requireNonNull(session.outcome(), "outcome")),
                        Objects.requireNonNullElse(session.outcomeReason(), ""))
                .report();
    }
}
