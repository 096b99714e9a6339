package io.connwarden.actuator.decision.guard;

import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.CandidateKind;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.LockQueues;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The guard of queries in lock queues. The cancel of a session that waits frees nothing: its place is taken by the next
 * one. Only the head of a queue is cancelled, which is a request for a table lock with other sessions behind it, or a
 * running query that waits for no lock. While a stuck transaction ahead can be terminated, no query behind it is
 * cancelled. While a request behind a running query can be cancelled, that query is not.
 *
 * @param rule the rule that proposed the sessions
 * @param reclaimable the candidates that no other guard spares, whatever else is selected, by pid
 * @param protection names the protection of a session in a reason
 */
public record LockQueueGuard(
        RuleId rule, LockQueues queues, Map<Integer, Candidate> reclaimable, G5Protection protection)
        implements SessionGuard {
    private static final Set<CandidateKind> QUERIES =
            EnumSet.of(CandidateKind.ACTIVE, CandidateKind.UNRESPONSIVE_QUERY);
    private static final int MAX_NAMED_PIDS = 3;

    public LockQueueGuard {
        reclaimable = Map.copyOf(reclaimable);
    }

    static LockQueueGuard of(GuardedStep step) {
        G5Protection protection = G5Protection.of(step);
        List<SessionGuard> others = List.of(MaintenanceGuard.of(step), G7NoEffect.of(step), G4Budget.of(step));
        SelectionCount none = new SelectionCount();
        Map<Integer, Candidate> reclaimable = step.proposal().candidates().stream()
                .filter(each -> step.proposal().limit(each.kind()) > 0)
                .filter(each -> protection.protectionReason(each.session()).isEmpty())
                .filter(each -> others.stream()
                        .allMatch(guard -> guard.check(each, none).isEmpty()))
                .collect(Collectors.toMap(each -> each.session().pid(), Function.identity(), (one, other) -> one));
        return new LockQueueGuard(step.proposal().rule(), new LockQueues(step.sessions()), reclaimable, protection);
    }

    @Override
    public Optional<SparedSession> check(Candidate candidate, SelectionCount selected) {
        if (!QUERIES.contains(candidate.kind())) {
            return Optional.empty();
        }
        Session session = candidate.session();
        Optional<String> objection =
                session.work().waitsForLock() ? objectionToWaiting(session) : objectionToRunning(session);
        return objection.map(reason ->
                new SparedSession(session, rule, SessionOutcome.SPARED, candidate.reason() + "; spared: " + reason));
    }

    private Optional<String> objectionToWaiting(Session session) {
        if (!queues.isQueueHead(session)) {
            return Optional.of("waits for a lock behind " + heads(session) + "; a cancel would free nothing");
        }
        return queues.ahead(session).stream()
                .filter(pid -> isReclaimable(pid, CandidateKind.STUCK))
                .findFirst()
                .map(pid -> "waits for a lock behind pid " + pid + ", a stuck transaction that is terminated first");
    }

    private Optional<String> objectionToRunning(Session session) {
        return queues.behind(session).stream()
                .filter(queues::isQueueHead)
                .filter(head -> QUERIES.stream().anyMatch(kind -> isReclaimable(head.pid(), kind)))
                .min(Comparator.comparing(Session::pid))
                .map(head -> "pid " + head.pid()
                        + ", which requests a table lock, is the head of the queue behind it and comes first");
    }

    private boolean isReclaimable(int pid, CandidateKind kind) {
        Candidate candidate = reclaimable.get(pid);
        return candidate != null && candidate.kind() == kind;
    }

    /** Returns the heads ahead of a session in words: requests for table locks, then holders that wait for no lock. */
    private String heads(Session session) {
        Set<Integer> ahead = queues.ahead(session);
        List<Integer> requests = ahead.stream()
                .filter(pid -> queues.find(pid).filter(queues::isQueueHead).isPresent())
                .toList();
        List<Integer> heads = Stream.concat(requests.stream(), ahead.stream().filter(queues::waitsForNoLock))
                .toList();
        if (heads.isEmpty()) {
            return "an unknown session";
        }
        String named = heads.stream().limit(MAX_NAMED_PIDS).map(this::describe).collect(Collectors.joining(", "));
        return heads.size() <= MAX_NAMED_PIDS ? named : named + " and " + (heads.size() - MAX_NAMED_PIDS) + " more";
    }

    private String describe(int pid) {
        if (pid == LockQueues.PREPARED_TRANSACTION) {
            return "a prepared transaction (pid 0; COMMIT PREPARED or ROLLBACK PREPARED ends it)";
        }
        return "pid " + pid + " (" + queues.find(pid).map(this::describe).orElse("not a client session") + ")";
    }

    private String describe(Session session) {
        String state = session.work().waitsForLock() ? "requests a table lock" : stateOf(session);
        return protection
                .protectionReason(session)
                .map(reason -> state + ", protected: " + reason)
                .orElse(state);
    }

    private static String stateOf(Session session) {
        String state = session.state().postgresName();
        return state == null ? "state unknown" : state;
    }
}
