package io.connwarden.client.management;

import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an emergency reset or an automatic management did.
 *
 * @param target id of the server that was managed
 * @param decision the rule that decided, and why; doing nothing has a reason too
 * @param terminatedCount sessions ended
 * @param cancelledCount statements cancelled
 * @param dryRun true when nothing was signalled, only said what would have been
 * @param before status and slot utilization before acting; null when nobody looked
 * @param after the same afterwards
 * @param sessions every session chosen, spared or protected
 */
public record ManagementReport(
        String target,
        DecisionReason decision,
        int terminatedCount,
        int cancelledCount,
        boolean dryRun,
        @Nullable StatusSummary before,
        @Nullable StatusSummary after,
        List<SessionReport> sessions) {
    /** Takes copies of the collections. */
    public ManagementReport {
        sessions = List.copyOf(sessions);
    }

    static ManagementReport of(Result result) {
        return new ManagementReport(
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
     * The report in sentences: what was done, or why nothing was.
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
