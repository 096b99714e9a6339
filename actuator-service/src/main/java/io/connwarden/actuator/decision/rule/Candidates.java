package io.connwarden.actuator.decision.rule;

import io.connwarden.actuator.decision.situation.LockQueues;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The search for the candidates of one rule. A session that is not visible is never a candidate. */
record Candidates(Situation situation, RuleId rule, LockQueues queues) {
    private static final int MAX_NAMED_GROUPS = 3;

    Candidates(Situation situation, RuleId rule) {
        this(situation, rule, new LockQueues(situation.sessions()));
    }

    /** Returns the sessions that are idle for their threshold or longer. */
    List<Candidate> idle(Function<Session, Duration> threshold) {
        return matching(session -> session.state() == SessionState.IDLE
                ? idleCandidate(session, threshold.apply(session))
                : Optional.empty());
    }

    /**
     * Returns the sessions with a query that runs for the threshold or longer. A session that waits for its client runs
     * none, and would ignore a cancel. A COPY that reads data from its client is a query that runs. A query that went
     * on after a cancel is terminated.
     */
    List<Candidate> active(Function<Session, Duration> threshold) {
        return matching(session -> session.state() == SessionState.ACTIVE && !session.ignoresCancel()
                ? activeCandidate(session, threshold.apply(session))
                : Optional.empty());
    }

    /**
     * Returns the sessions that wait for their client in a transaction older than the threshold, without a message for
     * {@code minIdle} or longer. A COPY that reads data from its client is not stuck.
     */
    List<Candidate> stuck(Function<Session, Duration> threshold, Function<Session, Duration> minIdle) {
        return matching(session -> session.waitsForClientInTransaction()
                        && !session.work().maintenance()
                        && situation
                                .stateAge(session)
                                .filter(age -> age.compareTo(minIdle.apply(session)) >= 0)
                                .isPresent()
                ? stuckCandidate(session, threshold.apply(session))
                : Optional.empty());
    }

    /**
     * Returns the idle sessions that are idle for less than their threshold, by application and threshold, such as
     * {@code not candidates: 15 sessions of leaky, idle below 10 s}; empty if there are none. Sessions that no rule may
     * end are not among them.
     */
    String notIdleLongEnough(Function<Session, Duration> threshold) {
        Map<String, Long> groups = situation.sessions().stream()
                .filter(session -> session.isVisible()
                        && session.state() == SessionState.IDLE
                        && !session.traits().own()
                        && !session.traits().superuser()
                        && idleCandidate(session, threshold.apply(session)).isEmpty())
                .collect(Collectors.groupingBy(
                        session -> application(session) + ", idle below " + Formats.duration(threshold.apply(session)),
                        TreeMap::new,
                        Collectors.counting()));
        String largest = groups.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MAX_NAMED_GROUPS)
                .map(each -> Formats.count(each.getValue(), "session") + each.getKey())
                .collect(Collectors.joining("; "));
        return groups.isEmpty()
                ? ""
                : "not candidates: " + largest + (groups.size() > MAX_NAMED_GROUPS ? "; and others" : "");
    }

    private static String application(Session session) {
        String name = session.client().application();
        return name == null || name.isBlank() ? " without application_name" : " of " + Formats.name(name);
    }

    private Optional<Candidate> idleCandidate(Session session, Duration threshold) {
        return situation
                .stateAge(session)
                .filter(age -> age.compareTo(threshold) >= 0)
                .map(age ->
                        candidate(session, CandidateKind.IDLE, age, "idle for " + Formats.duration(age), threshold));
    }

    private Optional<Candidate> activeCandidate(Session session, Duration threshold) {
        return situation
                .queryAge(session)
                .filter(age -> age.compareTo(threshold) >= 0)
                .map(age -> queryCandidate(session, age, threshold));
    }

    private Optional<Candidate> stuckCandidate(Session session, Duration threshold) {
        return situation
                .transactionAge(session)
                .filter(age -> age.compareTo(threshold) > 0)
                .map(age -> candidate(session, CandidateKind.STUCK, age, stuckReason(session, age), threshold));
    }

    private Candidate queryCandidate(Session session, Duration age, Duration threshold) {
        boolean ignoredCancel = situation.recentActions().hasIneffectiveCancel(session);
        return candidate(
                session,
                ignoredCancel ? CandidateKind.UNRESPONSIVE_QUERY : CandidateKind.ACTIVE,
                age,
                "query running for " + Formats.duration(age) + blocking(session)
                        + (ignoredCancel ? ", a cancel had no effect" : ""),
                threshold);
    }

    private String stuckReason(Session session, Duration age) {
        String idleTime = situation
                .stateAge(session)
                .map(quiet -> Formats.duration(quiet))
                .orElse("an unknown time");
        String waiting = session.state().isIdleInTransaction()
                ? session.state().postgresName() + " for " + idleTime
                : session.state().postgresName() + ", waits for its client (ClientRead), last message " + idleTime
                        + " ago";
        return waiting + blocking(session) + ", transaction open for " + Formats.duration(age);
    }

    /** Returns the sessions that wait for locks of the session: {@code , blocks 1 session, 50 more behind it}. */
    private String blocking(Session session) {
        int direct = session.activity().blocking();
        int more = behind(session) - direct;
        return (direct == 0 ? "" : ", blocks " + Formats.count(direct, "session"))
                + (direct == 0 || more <= 0 ? "" : ", " + more + " more behind " + (direct == 1 ? "it" : "them"));
    }

    private int behind(Session session) {
        return Math.max(session.activity().blocking(), queues.behind(session).size());
    }

    private Candidate candidate(Session session, CandidateKind kind, Duration age, String what, Duration threshold) {
        String reason = what + ", threshold " + Formats.duration(threshold) + " (" + rule + ")";
        return new Candidate(session, kind, age, behind(session), reason);
    }

    private List<Candidate> matching(Function<Session, Optional<Candidate>> meets) {
        return situation.sessions().stream()
                .filter(Session::isVisible)
                .map(meets)
                .flatMap(Optional::stream)
                .toList();
    }
}
