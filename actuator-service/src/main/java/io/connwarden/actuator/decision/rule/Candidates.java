package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.RuleId;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The search for the candidates of one rule. A session that is not visible is never a candidate. */
record Candidates(Situation situation, RuleId rule) {

    /** Returns the sessions that are idle for the threshold or longer. */
    List<Candidate> idle(Duration threshold) {
        return matching(session -> session.state() == SessionState.IDLE
                ? situation
                        .stateAge(session)
                        .filter(age -> age.compareTo(threshold) >= 0)
                        .map(age -> candidate(
                                session, CandidateKind.IDLE, age, "idle for " + Formats.duration(age), threshold))
                : Optional.empty());
    }

    /** Returns the sessions with a query that runs for the threshold or longer. */
    List<Candidate> active(Duration threshold) {
        return matching(session -> session.state() == SessionState.ACTIVE
                ? situation
                        .queryAge(session)
                        .filter(age -> age.compareTo(threshold) >= 0)
                        .map(age -> candidate(
                                session,
                                CandidateKind.ACTIVE,
                                age,
                                "query running for " + Formats.duration(age),
                                threshold))
                : Optional.empty());
    }

    /** Returns the sessions idle in a transaction for {@code minIdle} or longer, if it is older than the threshold. */
    List<Candidate> stuck(Duration threshold, Duration minIdle) {
        return matching(session -> session.state().isIdleInTransaction()
                        && situation
                                .stateAge(session)
                                .filter(age -> age.compareTo(minIdle) >= 0)
                                .isPresent()
                ? situation
                        .transactionAge(session)
                        .filter(age -> age.compareTo(threshold) > 0)
                        .map(age -> candidate(session, CandidateKind.STUCK, age, stuckReason(session, age), threshold))
                : Optional.empty());
    }

    private String stuckReason(Session session, Duration age) {
        String idleTime = situation
                .stateAge(session)
                .map(quiet -> Formats.duration(quiet))
                .orElse("an unknown time");
        String blocking = session.activity().blocking() == 0
                ? ""
                : ", blocks " + Formats.count(session.activity().blocking(), "session");
        return session.state().postgresName() + " for " + idleTime + blocking + ", transaction open for "
                + Formats.duration(age);
    }

    private Candidate candidate(Session session, CandidateKind kind, Duration age, String what, Duration threshold) {
        return new Candidate(
                session, kind, age, what + ", threshold " + Formats.duration(threshold) + " (" + rule + ")");
    }

    private List<Candidate> matching(Function<Session, Optional<Candidate>> meets) {
        return situation.sessions().stream()
                .filter(Session::isVisible)
                .map(meets)
                .flatMap(Optional::stream)
                .toList();
    }
}
