package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.EscalationState;
import io.connwarden.actuator.outcome.SparedSessionsJson;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.store.Intents.StoredIntent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of an interrupted run.
 *
 * @param intent the last intent; its outcomes are not recorded yet, because they are recorded with the next intent or
 *     with the result
 * @param progress the steps before that intent
 */
record ResumedRun(Intent intent, ActionProgress progress) {

    /**
     * Returns the state of a run from the log store.
     *
     * @param intents all intents of one command, in order; at least one
     * @param plan the plan of the last intent; null if it is none
     */
    static ResumedRun of(List<StoredIntent> intents, @Nullable PlanSummary plan) {
        StoredIntent last = intents.get(intents.size() - 1);
        Intent intent = new Intent(
                last.id(),
                last.decision().rule(),
                last.decision().reason(),
                before(last),
                last.sessions(),
                SparedSessionsJson.read(last.decision().spared()),
                state(intents, last),
                true,
                plan);
        return new ResumedRun(
                intent, ActionProgress.resume(intents.subList(0, intents.size() - 1), before(intents.get(0))));
    }

    private static EscalationState state(List<StoredIntent> intents, StoredIntent last) {
        Set<SessionId> selected = new HashSet<>();
        int terminations = 0;
        int failed = 0;
        for (StoredIntent intent : intents) {
            for (IntentSessionState each : intent.sessions()) {
                selected.add(each.session().id());
                terminations += each.session().kind() == SignalKind.TERMINATE ? 1 : 0;
                failed += hasFailed(each) ? 1 : 0;
            }
        }
        return new EscalationState(
                last.decision().step(),
                last.baseline().sessionsAtStart(),
                selected,
                terminations,
                last.baseline().terminatedBefore(),
                failed,
                last.decision().dryRun());
    }

    private static boolean hasFailed(IntentSessionState session) {
        return session.outcome() != null && IntentSessionOutcome.isFailed(SessionOutcome.valueOf(session.outcome()));
    }

    private static @Nullable StatusSummary before(StoredIntent intent) {
        String status = intent.baseline().status();
        return status == null
                ? null
                : new StatusSummary(
                        HealthStatus.valueOf(status), intent.baseline().slotUtilization());
    }
}
