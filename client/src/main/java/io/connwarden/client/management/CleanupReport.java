package io.connwarden.client.management;

import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report of a cleanup.
 *
 * @param target id of the target
 * @param terminatedCount number of terminated sessions
 * @param remainingZombies number of zombies after the cleanup; null if they were not counted
 * @param dryRun true if no session was signalled and the report shows what would have been done
 * @param decision the rule that decided, and why
 * @param sessions every session selected, spared or protected
 */
public record CleanupReport(
        String target,
        int terminatedCount,
        @Nullable Integer remainingZombies,
        boolean dryRun,
        DecisionReason decision,
        List<SessionReport> sessions) {
    /** Copies the collections. */
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
