package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.RungState;
import io.connwarden.actuator.outcome.ReportsJson;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.Snapshot;
import io.connwarden.contracts.message.Status;
import io.connwarden.sql.store.SessionProgress;
import io.connwarden.sql.store.StoredIntent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an interrupted action stands.
 *
 * @param rung the last intent, whose outcome is not recorded: one is recorded together with its successor, or with the
 *     end of the command
 * @param tale of the rungs before
 */
record Resumption(Rung rung, Tale tale) {

    /** @param intents of one command, at least one, in order */
    static Resumption of(List<StoredIntent> intents) {
        StoredIntent last = intents.get(intents.size() - 1);
        Rung rung = new Rung(
                last.id(),
                last.rule(),
                last.reason(),
                last.dryRun(),
                before(last),
                last.sessions(),
                ReportsJson.read(last.spared()),
                state(intents, last),
                true);
        return new Resumption(rung, Tale.continuing(intents.subList(0, intents.size() - 1), before(intents.get(0))));
    }

    private static RungState state(List<StoredIntent> intents, StoredIntent last) {
        Set<SessionId> tried = new HashSet<>();
        int terminations = 0;
        for (StoredIntent intent : intents) {
            for (SessionProgress each : intent.sessions()) {
                tried.add(each.session().id());
                terminations += each.session().kind().equals("TERMINATE") ? 1 : 0;
            }
        }
        return new RungState(
                last.rung(), last.sessionsAtStart(), tried, terminations, last.terminatedBefore(), last.dryRun());
    }

    private static @Nullable Snapshot before(StoredIntent intent) {
        String status = intent.beforeStatus();
        return status == null ? null : new Snapshot(Status.valueOf(status), intent.beforeSlotUtilization());
    }
}
