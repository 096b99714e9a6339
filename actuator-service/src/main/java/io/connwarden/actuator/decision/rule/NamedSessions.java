package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.wording.Figures.spoken;

import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Spared;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** TERMINATE and CANCEL: exactly the sessions that the command names, found by their whole identity. */
public final class NamedSessions {
    private final List<Candidate> found = new ArrayList<>();
    private final List<Spared> lost = new ArrayList<>();
    private final String trigger;

    private NamedSessions(String trigger) {
        this.trigger = trigger;
    }

    /** Looks each one up once, however often it is named. */
    public static NamedSessions in(Situation situation, List<SessionId> named, Kind kind, String trigger) {
        NamedSessions sessions = new NamedSessions(trigger);
        for (SessionId id : new LinkedHashSet<>(named)) {
            sessions.look(situation, id, kind);
        }
        return sessions;
    }

    public Proposal proposal() {
        return new Proposal(Ground.COMMAND, trigger, found, Map.of());
    }

    /** Those named that cannot be candidates at all. */
    public List<Spared> lost() {
        return List.copyOf(lost);
    }

    private void look(Situation situation, SessionId id, Kind kind) {
        Optional<Session> holder = situation.sessions().stream()
                .filter(session -> session.pid() == id.pid())
                .findFirst();
        if (holder.isEmpty()) {
            gone(id, "no client session has pid " + id.pid() + " any more");
        } else if (holder.get().backendStart() == null) {
            lost.add(new Spared(
                    Session.unseen(id),
                    Ground.G5,
                    SessionOutcome.PROTECTED,
                    "protected: our role may not see whether pid " + id.pid() + " is the session named (G5)"));
        } else if (!id.equals(holder.get().id().orElseThrow())) {
            gone(
                    id,
                    "pid " + id.pid() + " belongs to another backend now, started "
                            + holder.get().backendStart());
        } else if (kind == Kind.NAMED_QUERY && holder.get().state() != SessionState.ACTIVE) {
            lost.add(new Spared(
                    holder.get(),
                    Ground.COMMAND,
                    SessionOutcome.CHANGED,
                    "it runs no query (" + stateOf(holder.get()) + "), so a cancel would do nothing"));
        } else {
            found.add(candidate(situation, holder.get(), kind));
        }
    }

    private void gone(SessionId id, String reason) {
        lost.add(new Spared(Session.unseen(id), Ground.COMMAND, SessionOutcome.ALREADY_GONE, reason));
    }

    private static Candidate candidate(Situation situation, Session session, Kind kind) {
        Duration age = session.stateAge(situation.serverNow()).orElse(Duration.ZERO);
        return new Candidate(session, kind, age, "named by the command; " + stateOf(session) + " for " + spoken(age));
    }

    private static String stateOf(Session session) {
        String state = session.state().postgresName();
        return state == null ? "state unknown" : state;
    }
}
