package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.SignalKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements about lock queues, prepared transactions and maintenance commands. */
final class LockRequirements {
    private static final int PREPARED_TRANSACTION = 0;
    private static final int UNKNOWN = -1;

    static final List<Requirement> ALL = List.of(
            new Requirement(
                    "A rule selects no session that waits for a lock, except a request that holds back others alone.",
                    judged -> judged.isByRule()
                            ? judged.selected().filter(session -> session.work().waitsForLock())
                            : Stream.of(),
                    LockRequirements::isRequestThatHoldsBackOthers),
            new Requirement(
                    "No query behind a stuck transaction is selected that R1 terminates.",
                    judged -> judged.isFirstStep()
                            ? judged.sessionsThat(session -> headsOf(judged, session).stream()
                                    .anyMatch(pid -> judged.selected()
                                            .anyMatch(victim -> victim.pid() == pid
                                                    && judged.facts().waitsForClient(victim))))
                            : Stream.of(),
                    (judged, session) -> !judged.isSelected(session)),
            new Requirement(
                    "A running query is spared if the request behind it is cancelled.",
                    judged -> judged.isFirstStep() ? aheadOfCancelledRequests(judged) : Stream.of(),
                    (judged, session) -> !judged.isSelected(session)),
            new Requirement(
                    "A running query that blocks others and waits for nothing is selected before a query that blocks"
                            + " none.",
                    judged -> judged.isFirstStep()
                            ? runningHeads(judged)
                                    .filter(session -> !judged.facts().hasIneffectiveCancel(session))
                            : Stream.of(),
                    (judged, session) -> judged.isSelected(session)
                            || judged.selected()
                                    .noneMatch(other -> judged.facts().isRunning(other)
                                            && !judged.facts().hasIneffectiveCancel(other)
                                            && !DeadClientRequirements.blocks(other))),
            new Requirement(
                    "A running query that blocks others is selected unless a limit is reached.",
                    judged -> judged.isFirstStep() ? runningHeads(judged) : Stream.of(),
                    (judged, session) -> judged.isSelected(session) || isCancelLimitReached(judged)),
            new Requirement(
                    "A request that alone holds back others is cancelled unless a limit is reached.",
                    judged -> judged.isFirstStep() ? requestsToCancel(judged) : Stream.of(),
                    (judged, session) -> judged.isSelected(session) || areCancelsUsedUp(judged)),
            new Requirement(
                    "The reason of a spared waiter names the only head of its queue.",
                    judged -> judged.isFirstStep()
                            ? judged.sessionsThat(session -> isCandidate(judged, session)
                                    && headsOf(judged, session).size() == 1
                                    && !headsOf(judged, session).contains(UNKNOWN)
                                    && hasNoRequestAhead(judged, session))
                            : Stream.of(),
                    (judged, session) -> judged.spared(session)
                            .filter(spared -> headsOf(judged, session).stream()
                                    .allMatch(pid -> spared.reason().matches(".*\\b" + pid + "\\b.*")))
                            .isPresent()),
            new Requirement(
                    "A waiter behind a prepared transaction is spared, and its reason says prepared transaction.",
                    judged -> judged.isFirstStep()
                            ? judged.sessionsThat(
                                    session -> headsOf(judged, session).equals(Set.of(PREPARED_TRANSACTION))
                                            && isCandidate(judged, session)
                                            && hasNoRequestAhead(judged, session))
                            : Stream.of(),
                    (judged, session) -> judged.spared(session)
                            .filter(spared -> spared.reason().contains("prepared transaction"))
                            .isPresent()),
            new Requirement(
                    "A rule ends no maintenance command unless the policy allows it.",
                    judged -> judged.isByRule() && !judged.policy().reclaimMaintenance()
                            ? judged.sessionsThat(session -> session.work().maintenance())
                            : Stream.of(),
                    (judged, session) -> !judged.isSelected(session)));

    private LockRequirements() {}

    /** Returns true for a request for a table lock, if a session behind it waits for such requests only. */
    static boolean isRequestThatHoldsBackOthers(JudgedDecision judged, Session session) {
        Set<Integer> requests = judged.sessionsThat(other -> other.work().waitsForTableLock())
                .map(Session::pid)
                .collect(Collectors.toSet());
        return session.work().waitsForTableLock()
                && behind(judged, session)
                        .anyMatch(waiter -> requests.containsAll(waiter.work().blockedBy()));
    }

    /** Returns the pids at the ends of all chains of blockers; empty for a session that waits for no lock. */
    static Set<Integer> headsOf(JudgedDecision judged, Session session) {
        Set<Integer> heads = new HashSet<>();
        Set<Integer> seen = new HashSet<>();
        collectHeads(judged, session, seen, heads);
        return heads;
    }

    private static void collectHeads(JudgedDecision judged, Session session, Set<Integer> seen, Set<Integer> heads) {
        for (int pid : session.work().blockedBy()) {
            if (seen.add(pid)) {
                List<Session> waiting = judged.sessionsThat(other ->
                                other.pid() == pid && !other.work().blockedBy().isEmpty())
                        .toList();
                waiting.forEach(other -> collectHeads(judged, other, seen, heads));
                if (waiting.isEmpty()) {
                    heads.add(isWaitingBehindUnknown(judged, pid) ? UNKNOWN : pid);
                }
            }
        }
    }

    private static boolean isWaitingBehindUnknown(JudgedDecision judged, int pid) {
        return judged.sessions()
                .anyMatch(other -> other.pid() == pid && other.work().waitsForLock());
    }

    private static Stream<Session> behind(JudgedDecision judged, Session session) {
        return judged.sessionsThat(other -> other.work().blockedBy().contains(session.pid()));
    }

    /** Returns the sessions that wait for the session, directly or behind other waiters. */
    private static Stream<Session> queueBehind(JudgedDecision judged, Session session) {
        return judged.sessionsThat(other -> isBehind(judged, other, session, new HashSet<>()));
    }

    /** A request for a table lock is a head too, so the holder of the lock is the only head without one. */
    private static boolean hasNoRequestAhead(JudgedDecision judged, Session session) {
        return !isRequestThatHoldsBackOthers(judged, session)
                && judged.sessionsThat(other -> other.work().waitsForTableLock())
                        .noneMatch(request -> isBehind(judged, session, request, new HashSet<>()));
    }

    private static boolean isBehind(JudgedDecision judged, Session waiter, Session head, Set<Integer> seen) {
        return waiter.work().blockedBy().contains(head.pid())
                || waiter.work().blockedBy().stream()
                        .filter(seen::add)
                        .anyMatch(pid -> judged.sessions()
                                .anyMatch(other -> other.pid() == pid && isBehind(judged, other, head, seen)));
    }

    private static boolean isCandidate(JudgedDecision judged, Session session) {
        SampleFacts facts = judged.facts();
        return facts.isRunningFor(session, judged.policy().emergency().activeFor())
                && !facts.isProtected(session)
                && facts.failedBefore(session).isEmpty()
                && (!session.work().maintenance() || judged.policy().reclaimMaintenance());
    }

    private static Stream<Session> aheadOfCancelledRequests(JudgedDecision judged) {
        Set<Integer> ahead = judged.victims().stream()
                .filter(victim -> victim.signal() == SignalKind.CANCEL)
                .map(Victim::session)
                .filter(session -> session.work().waitsForTableLock())
                .flatMap(session -> session.work().blockedBy().stream())
                .collect(Collectors.toSet());
        return judged.sessionsThat(session -> ahead.contains(session.pid())
                && judged.facts().isRunning(session)
                && !session.work().waitsForLock());
    }

    private static Stream<Session> runningHeads(JudgedDecision judged) {
        return judged.sessionsThat(session -> isCandidate(judged, session)
                && !session.work().waitsForLock()
                && DeadClientRequirements.blocks(session)
                && queueBehind(judged, session)
                        .noneMatch(waiter -> waiter.work().waitsForTableLock()));
    }

    /** Returns requests behind which others wait, and ahead of which R1 can terminate no stuck transaction. */
    private static Stream<Session> requestsToCancel(JudgedDecision judged) {
        return judged.sessionsThat(session -> isCandidate(judged, session)
                && isRequestThatHoldsBackOthers(judged, session)
                && !judged.facts().hasIneffectiveCancel(session)
                && !headsOf(judged, session).isEmpty()
                && headsOf(judged, session).stream()
                        .noneMatch(pid ->
                                judged.sessions().anyMatch(head -> head.pid() == pid && canTerminate(judged, head))));
    }

    private static boolean canTerminate(JudgedDecision judged, Session session) {
        SampleFacts facts = judged.facts();
        return facts.waitsForClient(session)
                && SelectionRequirements.meetsFirstStep(judged, session)
                && !facts.isProtected(session)
                && !facts.isSetAside(session, SignalKind.TERMINATE)
                && (facts.terminationsLeft() > 0 || facts.failedBefore(session).isPresent());
    }

    private static boolean isCancelLimitReached(JudgedDecision judged) {
        return areCancelsUsedUp(judged)
                || judged.count(SignalKind.TERMINATE) >= judged.facts().terminationsLeft();
    }

    private static boolean areCancelsUsedUp(JudgedDecision judged) {
        long cancelled = judged.count(SignalKind.CANCEL);
        int limit = judged.policy().emergency().maxCancels();
        return cancelled >= limit
                || queries(judged) - cancelled >= limit
                || judged.victims().size() >= judged.facts().share()
                || cancelled >= judged.facts().cancelsLeft();
    }

    private static long queries(JudgedDecision judged) {
        return judged.selected().filter(judged.facts()::isRunning).count();
    }
}
