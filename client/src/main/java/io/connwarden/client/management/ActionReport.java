package io.connwarden.client.management;

import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report of an emergency reset or of automatic management.
 *
 * @param target id of the target
 * @param decision the rule that decided, and its reason; also set if no action was taken
 * @param terminatedCount number of terminated sessions
 * @param cancelledCount number of cancelled statements
 * @param dryRun true if no session was signalled and the report shows what would have been done
 * @param before status and slot utilization before the action; null if no sample was taken
 * @param after status and slot utilization after the action; null if no sample was taken
 * @param sessions every session selected, spared or protected
 */
public record ActionReport(
        String target,
        DecisionReason decision,
        int terminatedCount,
        int cancelledCount,
        boolean dryRun,
        @Nullable StatusSummary before,
        @Nullable StatusSummary after,
        List<SessionReport> sessions) {
    /** Copies the collections. */
    public ActionReport {
        sessions = List.copyOf(sessions);
    }

    static ActionReport of(Result result) {
        return new ActionReport(
                result.target(),
                result.decision(),
                result.terminatedCount(),
                result.cancelledCount(),
                result.dryRun(),
                result.before(),
                result.after(),
                result.sessions());
    }

    /**
     * Describes the actions in sentences, or the reason why no action was taken.
     *
     * @return at least one sentence
     */
    public List<String> actionsTaken() {
        List<String> actions = new ArrayList<>();
        if (terminatedCount > 0) {
            actions.add("terminated " + terminatedCount + " sessions by " + decision.rule() + ": " + decision.reason());
        }
        if (cancelledCount > 0) {
            actions.add("cancelled " + cancelledCount + " queries by " + decision.rule() + ": " + decision.reason());
        }
        if (actions.isEmpty()) {
            actions.add("no action by " + decision.rule() + ": " + decision.reason());
        }
        return actions;
    }
}
