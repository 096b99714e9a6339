package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.reports.Trouble.WAITS_FOR_CLIENT;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * A statement that must be true of every session that it concerns, in every decision on a generated server.
 *
 * @param text the statement, a sentence
 */
record Statement(String text, Concern concern, BiPredicate<Judged, Session> holds) {
    private static final Duration THRESHOLD = Duration.ofMinutes(5);

    /** The sessions that a statement is about. */
    interface Concern {
        boolean includes(ReportedServer server, Judged judged, Session session);
    }

    static final List<Statement> ALL = List.of(
            of(
                    "A session that waits for its client in an open transaction is never cancelled.",
                    (server, judged, session) -> WAITS_FOR_CLIENT.contains(server.troubleOf(session)),
                    (judged, session) -> !judged.isCancelled(session)),
            of(
                    "No rule ends a transaction that is open for 5 min or less.",
                    (server, judged, session) -> !judged.isNamed()
                            && WAITS_FOR_CLIENT.contains(server.troubleOf(session))
                            && transactionAge(judged, session).compareTo(THRESHOLD) <= 0,
                    (judged, session) -> !judged.isEnded(session)),
            of(
                    "A transaction that waits for its client for more than 5 min is ended, or the reason is given, when a"
                            + " health event leads to no other action.",
                    (server, judged, session) -> judged.isHealthEvent()
                            && judged.victims().isEmpty()
                            && WAITS_FOR_CLIENT.contains(server.troubleOf(session))
                            && stateAge(judged, session).compareTo(THRESHOLD) > 0,
                    Judged::isMentioned),
            of(
                    "No signal reaches superusers, Connwarden, other kinds of backends, or what is not visible.",
                    (server, judged, session) -> server.troubleOf(session) == Trouble.OUT_OF_REACH,
                    (judged, session) -> !judged.isSignalled(session)),
            of(
                    "A listener is ended by no rule, and by name only with an override of G5.",
                    (server, judged, session) ->
                            server.troubleOf(session) == Trouble.LISTENER && !judged.overrides(RuleId.G5),
                    (judged, session) -> !judged.isSignalled(session)),
            of(
                    "The holder of an advisory lock is ended by no rule, and by name only with an override of G5.",
                    (server, judged, session) ->
                            server.troubleOf(session) == Trouble.ADVISORY_LOCK && !judged.overrides(RuleId.G5),
                    (judged, session) -> !judged.isSignalled(session)),
            byRule("No rule chooses a session that did not react a moment ago.", Trouble.WITHOUT_REACTION),
            byRule("No rule cancels or ends a query behind a prepared transaction.", Trouble.BEHIND_PREPARED),
            byRule("No rule cancels or ends a mere waiter.", Trouble.WAITER),
            byRule("No rule cancels or ends a maintenance command.", Trouble.MAINTENANCE),
            of(
                    "A pool that refills at once is not ended again while the server has a free slot.",
                    (server, judged, session) -> server.troubleOf(session) == Trouble.REFILLED
                            && !judged.isNamed()
                            && server.slots < 97
                            && !isCleanup(judged),
                    (judged, session) -> !judged.isSignalled(session)),
            of(
                    "Without pressure on the server, idle sessions are ended within a role at its limit only.",
                    (server, judged, session) -> judged.isHealthEvent()
                            && server.slots < 80
                            && server.troubleOf(session) == Trouble.IDLE
                            && !ReportedServer.LIMITED_ROLE.equals(
                                    session.client().user()),
                    (judged, session) -> !judged.isSignalled(session)),
            of(
                    "A session is signalled at most once, and is not spared at the same time.",
                    (server, judged, session) -> judged.isSignalled(session),
                    (judged, session) -> judged.victims().stream()
                                            .filter(each -> each.session().pid() == session.pid())
                                            .count()
                                    == 1
                            && judged.decision().spared().stream()
                                    .noneMatch(each -> each.session().pid() == session.pid())),
            of(
                    "Every signalled or spared session has a reason.",
                    (server, judged, session) -> judged.isMentioned(session),
                    (judged, session) -> judged.victims().stream()
                                    .noneMatch(each -> each.reason().isBlank())
                            && judged.decision().spared().stream()
                                    .noneMatch(each -> each.reason().isBlank())
                            && !judged.decision().reason().isBlank()));

    private static Statement of(String text, Concern concern, BiPredicate<Judged, Session> holds) {
        return new Statement(text, concern, holds);
    }

    private static Statement byRule(String text, Trouble trouble) {
        return of(
                text,
                (server, judged, session) -> server.troubleOf(session) == trouble && !judged.isNamed(),
                (judged, session) -> !judged.isSignalled(session));
    }

    /** Returns true for a CLEANUP, which is the will of a person. */
    private static boolean isCleanup(Judged judged) {
        return !judged.isHealthEvent() && !judged.isEmergencyRequest();
    }

    private static Duration transactionAge(Judged judged, Session session) {
        return judged.situation().transactionAge(session).orElse(Duration.ZERO);
    }

    private static Duration stateAge(Judged judged, Session session) {
        return judged.situation().stateAge(session).orElse(Duration.ZERO);
    }

    /** Returns one line for each session that contradicts the statement. */
    List<String> contradictions(ReportedServer server, Judged judged) {
        return judged.situation().sessions().stream()
                .filter(session -> concern.includes(server, judged, session))
                .filter(session -> !holds.test(judged, session))
                .map(session -> text + " pid " + session.pid() + " " + server.troubleOf(session) + ", "
                        + judged.describe(session))
                .toList();
    }

    long concerns(ReportedServer server, Judged judged) {
        return judged.situation().sessions().stream()
                .filter(session -> concern.includes(server, judged, session))
                .count();
    }
}
