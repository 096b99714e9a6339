package io.connwarden.actuator.decision.rule;

import static io.connwarden.actuator.decision.wording.Figures.counted;
import static io.connwarden.actuator.decision.wording.Figures.spoken;

import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the sessions of a situation that meet a rule, for one rule. What cannot be seen meets none. */
record Candidates(Situation situation, Ground rule) {

    /** Idle for at least the threshold. */
    List<Candidate> idle(Duration threshold) {
        return each(session -> session.state() == SessionState.IDLE
                ? session.stateAge(now())
                        .filter(age -> age.compareTo(threshold) >= 0)
                        .map(age -> candidate(session, Kind.IDLE, age, "idle for " + spoken(age), threshold))
                : Optional.empty());
    }

    /** Running a query for at least the threshold. */
    List<Candidate> active(Duration threshold) {
        return each(session -> session.state() == SessionState.ACTIVE
                ? session.queryAge(now())
                        .filter(age -> age.compareTo(threshold) >= 0)
                        .map(age -> candidate(session, Kind.ACTIVE, age, "query running for " + spoken(age), threshold))
                : Optional.empty());
    }

    /** Idle in a transaction that is older than the threshold, and silent for at least {@code quiet}. */
    List<Candidate> stuck(Duration threshold, Duration quiet) {
        return each(session -> session.state().inIdleTransaction()
                        && session.stateAge(now())
                                .filter(age -> age.compareTo(quiet) >= 0)
                                .isPresent()
                ? session.transactionAge(now())
                        .filter(age -> age.compareTo(threshold) > 0)
                        .map(age -> candidate(session, Kind.STUCK, age, stuckReason(session, age), threshold))
                : Optional.empty());
    }

    private String stuckReason(Session session, Duration age) {
        String silent = session.stateAge(now()).map(quiet -> spoken(quiet)).orElse("an unknown time");
        String blocking = session.blocking() == 0 ? "" : ", blocks " + counted(session.blocking(), "session");
        return session.state().postgresName() + " for " + silent + blocking + ", transaction open for " + spoken(age);
    }

    private Candidate candidate(Session session, Kind kind, Duration age, String what, Duration threshold) {
        return new Candidate(session, kind, age, what + ", threshold " + spoken(threshold) + " (" + rule + ")");
    }

    private List<Candidate> each(Function<Session, Optional<Candidate>> meets) {
        return situation.sessions().stream()
                .filter(Session::visible)
                .map(meets)
                .flatMap(Optional::stream)
                .toList();
    }

    private Instant now() {
        return situation.serverNow();
    }
}
