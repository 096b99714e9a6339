package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.EscalationState;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.ConnectionPools;
import io.connwarden.actuator.decision.situation.Refill;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.outcome.SparedSessionsJson;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.StatusSummary;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Intents.IntentBaseline;
import io.connwarden.sql.store.Intents.IntentDecision;
import io.connwarden.sql.store.Intents.IntentSession;
import io.connwarden.sql.store.Intents.IntentSessionState;
import io.connwarden.sql.store.Intents.NewIntent;
import io.connwarden.sql.store.Intents.SessionAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The writer of a decision as an intent, in the caller's transaction. The commit fixes the list of sessions. */
final class IntentWriter {
    private final Intents intents;

    IntentWriter(Intents intents) {
        this.intents = intents;
    }

    /**
     * Writes the intent of one step.
     *
     * @param state the escalation state that includes this decision
     */
    Intent write(LeasedCommand leased, Decision.Act act, EscalationState state, Sample sample, Instant now) {
        List<IntentSession> sessions = toRows(act.victims(), sample.serverNow());
        List<SessionReport> spared = sparedReports(act.spared(), sample.serverNow());
        StatusSummary before = sample.statusSummary();
        long id = intents.write(new NewIntent(
                leased.claimed().seq(),
                leased.target().id(),
                new IntentDecision(
                        state.step(),
                        act.ruleId().name(),
                        act.reason(),
                        act.dryRun(),
                        SparedSessionsJson.write(spared)),
                new IntentBaseline(
                        before.status().name(),
                        before.slotUtilizationPercentage(),
                        state.sessionsAtStart(),
                        state.terminatedBefore()),
                sessions,
                now));
        intents.writeApplications(id, applications(act.victims(), sample));
        return new Intent(
                id,
                act.ruleId().name(),
                act.reason(),
                before,
                sessions.stream().map(IntentWriter::notSignalled).toList(),
                spared,
                state,
                false,
                null);
    }

    /** Returns the number of sessions in the sample of each connection pool with a victim. */
    private static Map<String, Integer> applications(List<Victim> victims, Sample sample) {
        List<Session> sessions = SituationLoader.sessions(sample);
        ConnectionPools pools = Refill.poolsOf(sessions);
        Map<String, Integer> applications = new TreeMap<>(pools.countByName(sessions));
        applications
                .keySet()
                .retainAll(victims.stream()
                        .map(victim -> pools.poolOf(victim.session()).name())
                        .collect(Collectors.toSet()));
        return applications;
    }

    static List<SessionReport> sparedReports(List<SparedSession> spared, Instant serverNow) {
        return spared.stream().map(each -> sparedReport(each, serverNow)).toList();
    }

    private static IntentSessionState notSignalled(IntentSession session) {
        return new IntentSessionState(session, null, false, null, null);
    }

    static List<IntentSession> toRows(List<Victim> victims, Instant serverNow) {
        List<IntentSession> sessions = new ArrayList<>();
        for (Victim victim : victims) {
            sessions.add(toRow(sessions.size() + 1, victim, serverNow));
        }
        return sessions;
    }

    private static IntentSession toRow(int ordinal, Victim victim, Instant serverNow) {
        Session session = victim.session();
        boolean stateMustMatch = victim.stateMustMatch();
        return new IntentSession(
                ordinal,
                victim.id(),
                victim.signal(),
                stateMustMatch ? session.state().postgresName() : null,
                stateMustMatch ? session.activity().stateChange() : null,
                attributes(session, serverNow),
                victim.reason());
    }

    private static SessionAttributes attributes(Session session, Instant serverNow) {
        return new SessionAttributes(
                session.client().user(),
                session.client().application(),
                session.client().database(),
                session.client().address(),
                session.state().postgresName(),
                ageSeconds(session, serverNow),
                session.activity().queryId());
    }

    private static SessionReport sparedReport(SparedSession spared, Instant serverNow) {
        Session session = spared.session();
        return SessionReport.builder(session.pid(), spared.outcome(), spared.reason())
                .backendStart(session.backendStart())
                .user(session.client().user())
                .application(session.client().application())
                .database(session.client().database())
                .clientAddress(session.client().address())
                .state(session.state().postgresName())
                .stateAgeSeconds(ageSeconds(session, serverNow))
                .queryId(session.activity().queryId())
                .build();
    }

    private static @Nullable Double ageSeconds(Session session, Instant serverNow) {
        return session.stateAge(serverNow)
                .map(age -> Math.max(0, age.toMillis()) / 1000.0)
                .orElse(null);
    }
}
