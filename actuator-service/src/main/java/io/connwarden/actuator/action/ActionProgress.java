package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.outcome.SparedSessionsJson;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.store.Intents.StoredIntent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The progress of one action over all its steps. Used by one run. Not thread-safe. */
final class ActionProgress {
    private static final Set<SessionOutcome> NOT_SELECTED = EnumSet.of(SessionOutcome.PROTECTED, SessionOutcome.SPARED);

    private final @Nullable StatusSummary before;
    private final List<String> reasons = new ArrayList<>();
    private final List<SessionReport> reports = new ArrayList<>();

    private ActionProgress(@Nullable StatusSummary before) {
        this.before = before;
    }

    static ActionProgress start(Intent first) {
        return new ActionProgress(first.before());
    }

    /** Returns the progress after steps that are already recorded. */
    static ActionProgress resume(List<StoredIntent> finished, @Nullable StatusSummary before) {
        ActionProgress progress = new ActionProgress(before);
        for (StoredIntent intent : finished) {
            progress.reasons.add(intent.decision().reason());
            intent.sessions().forEach(session -> progress.reports.add(recordedReport(session)));
            progress.reports.addAll(SparedSessionsJson.read(intent.decision().spared()));
        }
        return progress;
    }

    /** Adds a completed step. */
    void addStep(Intent intent, List<IntentSessionOutcome> outcomes) {
        reasons.add(intent.reason());
        outcomes.forEach(outcome -> reports.add(outcome.toReport()));
        reports.addAll(intent.spared());
    }

    /**
     * Returns the completed run.
     *
     * @param openIntent the last step, already added, with outcomes that are not recorded yet
     * @param last the reason why there is no further step; empty if a further step was not evaluated
     */
    CompletedRun toCompletedRun(
            CommandOutcome outcome,
            Intent openIntent,
            List<IntentSessionOutcome> outcomes,
            @Nullable Sample after,
            String last) {
        List<String> allReasons = new ArrayList<>(reasons);
        if (!last.isEmpty()) {
            allReasons.add(last);
        }
        return new CompletedRun(
                outcome,
                new DecisionReason(openIntent.rule(), String.join("; ", allReasons)),
                true,
                openIntent,
                outcomes.stream().map(IntentSessionOutcome::toRow).toList(),
                merge(reports),
                before,
                after);
    }

    /**
     * Returns a run that selected no session. A rejected decision rejects the command; any other decision completes the
     * command.
     */
    static CompletedRun withoutAction(Decision decision, Sample sample) {
        return CompletedRun.withoutAction(
                decision instanceof Decision.Rejected ? CommandOutcome.REJECTED : CommandOutcome.COMPLETED,
                new DecisionReason(decision.ruleId().name(), decision.reason()),
                true,
                merge(IntentWriter.sparedReports(decision.spared(), sample.serverNow())),
                sample);
    }

    /** Merges reports. A session that was selected in any step is reported as selected. */
    private static List<SessionReport> merge(Collection<SessionReport> reports) {
        // A session that is not visible has no backend start, so the key is a text.
        Map<String, SessionReport> bySession = new LinkedHashMap<>();
        for (SessionReport report : reports) {
            bySession.merge(report.pid() + "/" + report.backendStart(), report, ActionProgress::preferSelected);
        }
        return List.copyOf(bySession.values());
    }

    private static SessionReport preferSelected(SessionReport earlier, SessionReport later) {
        return NOT_SELECTED.contains(later.outcome()) ? earlier : later;
    }

    private static SessionReport recordedReport(IntentSessionState session) {
        return new IntentSessionOutcome(
                        session.session(),
                        SessionOutcome.valueOf(Objects.requireNonNull(session.outcome(), "outcome")),
                        Objects.requireNonNullElse(session.outcomeReason(), ""),
                        SignalStage.recordedAttempt(session).isPresent())
                .toReport();
    }
}
