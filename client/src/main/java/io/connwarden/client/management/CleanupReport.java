package io.connwarden.client.management;

import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cleanup did.
 *
 * @param target id of the server that was cleaned up
 * @param terminatedCount sessions ended
 * @param remainingZombies zombies left, counted afterwards; null when nobody looked
 * @param dryRun true when nothing was signalled, only said what would have been
 * @param decision the rule that decided, and why
 * @param sessions every session chosen, spared or protected
 */
public record CleanupReport(
        String target,
        int terminatedCount,
        @Nullable Integer remainingZombies,
        boolean dryRun,
        DecisionReason decision,
        List<SessionReport> sessions) {
    /** Takes copies of the collections. */
    public CleanupReport {
        sessions = List.copyOf(sessions);
    }

    static CleanupReport of(Result result) {
        return new CleanupReport(
                result.target(),
                result.terminatedCount(),
                result.remainingZombies(),
                result.dryRun(),
                result.decision(),
                result.sessions());
    }
}
