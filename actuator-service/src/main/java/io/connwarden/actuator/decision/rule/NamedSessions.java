package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionExpectation;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The selection of TERMINATE and CANCEL: the sessions that the command names. A start time with fewer digits than
 * microseconds means the session with its pid, if the start is equal after truncation or rounding. The signal always
 * carries the whole identity of the sample.
 */
public final class NamedSessions {
    private final List<Candidate> found = new ArrayList<>();
    private final List<SparedSession> notFound = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();
    private final String condition;
    private final List<SessionExpectation> expected;

    private NamedSessions(String condition, List<SessionExpectation> expected) {
        this.condition = condition;
        this.expected = expected;
    }

    /** Finds the named sessions, each once. */
    public static NamedSessions find(
            Situation situation, CommandParameters.Named named, CandidateKind kind, String condition) {
        NamedSessions sessions = new NamedSessions(condition, named.expected());
        for (SessionId id : new LinkedHashSet<>(named.sessions())) {
            sessions.resolve(situation, id, kind);
        }
        return sessions;
    }

    public Proposal proposal() {
        return new Proposal(RuleId.COMMAND, condition, found, Map.of());
    }

    /** Returns the named sessions that cannot be candidates. */
    public List<SparedSession> notFound() {
        return List.copyOf(notFound);
    }

    /**
     * Returns the reason to reject the command if no named session was found and a start time has too few digits. Such
     * a time does not tell if the pid was recycled or the sender converted the time.
     */
    public Optional<String> rejection() {
        if (!found.isEmpty() || unclear.isEmpty()) {
            return Optional.empty();
        }
        int more = unclear.size() - 1;
        return Optional.of(unclear.get(0) + (more == 0 ? "" : " (and " + more + " more)"));
    }

    private void resolve(Situation situation, SessionId id, CandidateKind kind) {
        Optional<Session> samePid = situation.sessions().stream()
                .filter(session -> session.pid() == id.pid())
                .findFirst();
        if (samePid.isEmpty()) {
            addGone(id, "no client session has pid " + id.pid());
        } else if (samePid.get().backendStart() == null) {
            notFound.add(new SparedSession(
                    Session.notFound(id),
                    RuleId.G5,
                    SessionOutcome.PROTECTED,
                    "protected: the backend start of pid " + id.pid()
                            + " is not visible to the role of Connwarden (G5)"));
        } else if (!id.means(samePid.get().id().orElseThrow())) {
            addOtherStart(id, samePid.get().backendStart());
        } else if (isFound(samePid.get())) {
            return; // named twice, with different precision
        } else if (otherWork(samePid.get()).isPresent()) {
            notFound.add(new SparedSession(
                    samePid.get(),
                    RuleId.COMMAND,
                    SessionOutcome.CHANGED,
                    otherWork(samePid.get()).orElseThrow()));
        } else if (kind == CandidateKind.NAMED_QUERY && samePid.get().ignoresCancel()) {
            notFound.add(new SparedSession(
                    samePid.get(),
                    RuleId.COMMAND,
                    SessionOutcome.CHANGED,
                    "no query is running (" + stateOf(samePid.get())
                            + (samePid.get().state().isIdleInTransaction() ? "" : ", waits for its client")
                            + "); a cancel would have no effect; send TERMINATE to end the session"));
        } else if (kind == CandidateKind.NAMED_QUERY && samePid.get().state() != SessionState.ACTIVE) {
            notFound.add(new SparedSession(
                    samePid.get(),
                    RuleId.COMMAND,
                    SessionOutcome.CHANGED,
                    "no query is running (" + stateOf(samePid.get()) + "); a cancel would have no effect"));
        } else {
            found.add(candidate(situation, samePid.get(), kindFor(samePid.get(), kind)));
        }
    }

    /**
     * Returns the kind of a session with expected work. The signalling statement compares its state too, so that a
     * session which goes on to other work after the sample is not ended.
     */
    private CandidateKind kindFor(Session session, CandidateKind kind) {
        boolean isExpected =
                expectationsOf(session).anyMatch(each -> each.transactionStart() != null || each.queryStart() != null);
        return isExpected && kind == CandidateKind.NAMED ? CandidateKind.NAMED_WORK : kind;
    }

    /** Returns what the command expects of a session, however precisely it names it. */
    private Stream<SessionExpectation> expectationsOf(Session session) {
        return expected.stream()
                .filter(each -> session.id().filter(each.session()::means).isPresent());
    }

    /** Returns the difference between the work that the sender expected and the work of the session. */
    private Optional<String> otherWork(Session session) {
        return expectationsOf(session)
                .flatMap(expectation -> Stream.of(
                        difference(
                                "transaction",
                                expectation.transactionStart(),
                                session.activity().xactStart()),
                        difference(
                                "query",
                                expectation.queryStart(),
                                session.activity().queryStart())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> difference(String work, @Nullable Instant expected, @Nullable Instant found) {
        return expected == null || expected.equals(found)
                ? Optional.empty()
                : Optional.of("the " + work + " that started at " + expected + " has ended"
                        + (found == null ? "" : "; the present one started at " + found));
    }

    private boolean isFound(Session session) {
        return found.stream().anyMatch(candidate -> candidate.session().equals(session));
    }

    private void addOtherStart(SessionId id, @Nullable Instant start) {
        if (id.precision() == SessionId.FULL_PRECISION) {
            addGone(id, "pid " + id.pid() + " belongs to another backend now, started " + start);
            return;
        }
        String reason = "pid " + id.pid() + " was started at " + start + ", the command names " + id.backendStart()
                + "; send backendStart as pg_stat_activity shows it, to the microsecond";
        unclear.add(reason);
        notFound.add(new SparedSession(Session.notFound(id), RuleId.COMMAND, SessionOutcome.CHANGED, reason));
    }

    private void addGone(SessionId id, String reason) {
        notFound.add(new SparedSession(Session.notFound(id), RuleId.COMMAND, SessionOutcome.ALREADY_GONE, reason));
    }

    private static Candidate candidate(Situation situation, Session session, CandidateKind kind) {
        Duration age = situation.stateAge(session).orElse(Duration.ZERO);
        return new Candidate(
                session, kind, age, "named by the command; " + stateOf(session) + " for " + Formats.duration(age));
    }

    private static String stateOf(Session session) {
        String state = session.state().postgresName();
        return state == null ? "state unknown" : state;
    }
}
