package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.RungState;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.actuator.decision.verdict.Victim;
import io.connwarden.actuator.lane.Look;
import io.connwarden.actuator.outcome.ReportsJson;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.Snapshot;
import io.connwarden.sql.store.FrozenSession;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.NewIntent;
import io.connwarden.sql.store.SessionProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a decision down as an intent, in the caller's transaction. Once that is committed the list is frozen. */
final class Freezing {
    private final Intents intents;

    Freezing(Intents intents) {
        this.intents = intents;
    }

    /**
     * Writes the intent of one rung.
     *
     * @param state where the ladder stands with this decision taken
     */
    Rung freeze(Undertaking undertaking, Decision.Act act, RungState state, Look look, Instant now) {
        List<FrozenSession> sessions = frozen(act.victims(), look.serverNow());
        List<SessionReport> spared = reports(act.spared(), look.serverNow());
        Snapshot before = look.snapshot();
        long id = intents.write(new NewIntent(
                undertaking.claimed().seq(),
                state.rung(),
                undertaking.target().id(),
                act.ground().name(),
                act.reason(),
                act.dryRun(),
                before.status().name(),
                before.slotUtilizationPercentage(),
                state.sessionsAtStart(),
                state.terminatedBefore(),
                ReportsJson.write(spared),
                sessions,
                now));
        return new Rung(
                id,
                act.ground().name(),
                act.reason(),
                act.dryRun(),
                before,
                sessions.stream().map(Freezing::untouched).toList(),
                spared,
                state,
                false);
    }

    static List<SessionReport> reports(List<Spared> spared, Instant serverNow) {
        return spared.stream().map(each -> report(each, serverNow)).toList();
    }

    private static SessionProgress untouched(FrozenSession session) {
        return new SessionProgress(session, null, null, null, null);
    }

    private static List<FrozenSession> frozen(List<Victim> victims, Instant serverNow) {
        List<FrozenSession> sessions = new ArrayList<>();
        for (Victim victim : victims) {
            sessions.add(frozen(sessions.size() + 1, victim, serverNow));
        }
        return sessions;
    }

    private static FrozenSession frozen(int ordinal, Victim victim, Instant serverNow) {
        Session session = victim.session();
        boolean held = victim.stateMustHold();
        return new FrozenSession(
                ordinal,
                victim.id(),
                victim.reclaim().name(),
                held ? session.state().postgresName() : null,
                held ? session.stateChange() : null,
                session.user(),
                session.application(),
                session.database(),
                session.clientAddress(),
                session.state().postgresName(),
                ageSeconds(session, serverNow),
                session.queryId(),
                victim.reason());
    }

    private static SessionReport report(Spared spared, Instant serverNow) {
        Session session = spared.session();
        return new SessionReport(
                session.pid(),
                session.backendStart(),
                session.user(),
                session.application(),
                session.database(),
                session.clientAddress(),
                session.state().postgresName(),
                ageSeconds(session, serverNow),
                session.queryId(),
                spared.outcome(),
                spared.ground() + ": " + spared.reason());
    }

    private static @Nullable Double ageSeconds(Session session, Instant serverNow) {
        return session.stateAge(serverNow)
                .map(age -> Math.max(0, age.toMillis()) / 1000.0)
                .orElse(null);
    }
}
