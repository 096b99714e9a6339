package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.List;
import java.util.stream.Stream;

/** The statements about clients that died in the middle of a transaction or of an exchange, and about lost cancels. */
final class DeadClientRequirements {
    static final List<Requirement> ALL = List.of(
            new Requirement(
                    "A session that waits for its client is never cancelled.",
                    judged -> judged.sessionsThat(judged.facts()::waitsForClient),
                    (judged, session) -> judged.victim(session)
                            .filter(victim -> victim.signal() == SignalKind.CANCEL)
                            .isEmpty()),
            new Requirement(
                    "R1 terminates each stuck transaction that no limit or guard spares.",
                    judged -> judged.isFirstStep() ? stuckCandidates(judged) : Stream.of(),
                    (judged, session) -> judged.isSelected(session) || isStuckLimitReached(judged)),
            new Requirement(
                    "A stuck transaction that blocks others is not spared for one that blocks none.",
                    judged -> judged.isFirstStep()
                            ? stuckCandidates(judged).filter(DeadClientRequirements::blocks)
                            : Stream.of(),
                    (judged, session) -> judged.isSelected(session)
                            || judged.facts().terminationsLeft() <= 0
                            || judged.selected()
                                    .noneMatch(other -> judged.facts().waitsForClient(other) && !blocks(other))),
            new Requirement(
                    "A stuck transaction that blocks others is signalled before every session of another kind.",
                    judged -> judged.isFirstStep()
                            ? stuckCandidates(judged)
                                    .filter(DeadClientRequirements::blocks)
                                    .filter(judged::isSelected)
                            : Stream.of(),
                    DeadClientRequirements::isBeforeOtherKinds),
            new Requirement(
                    "R4 acts on a stuck transaction in any status.",
                    DeadClientRequirements::dueForR4,
                    (judged, session) -> !judged.victims().isEmpty()),
            new Requirement(
                    "R1 terminates a query that continues after a cancel, and the reason says so.",
                    judged -> judged.isDecidedBy(RuleId.R1)
                            ? judged.selected()
                                    .filter(session -> judged.facts().isRunning(session)
                                            && judged.facts().hasIneffectiveCancel(session))
                            : Stream.of(),
                    (judged, session) -> judged.victim(session)
                            .filter(victim -> victim.signal() == SignalKind.TERMINATE
                                    && victim.reason().contains("a cancel had no effect"))
                            .isPresent()),
            new Requirement(
                    "CANCEL of a session that waits for its client is CHANGED, and the reason names TERMINATE.",
                    judged -> judged.isAction(Action.CANCEL) && !judged.isRejected()
                            ? judged.sessionsThat(session -> judged.isNamed(session)
                                    && judged.facts().waitsForClient(session)
                                    && !judged.facts().isProtected(session))
                            : Stream.of(),
                    (judged, session) -> judged.spared(session)
                            .filter(spared -> spared.outcome() == SessionOutcome.CHANGED
                                    && spared.reason().contains("TERMINATE"))
                            .isPresent()));

    private DeadClientRequirements() {}

    static boolean blocks(Session session) {
        return session.activity().blocking() > 0;
    }

    private static Stream<Session> stuckCandidates(JudgedDecision judged) {
        SampleFacts facts = judged.facts();
        return judged.sessionsThat(session -> facts.waitsForClient(session)
                && SelectionRequirements.meetsFirstStep(judged, session)
                && !facts.isProtected(session)
                && facts.failedBefore(session).isEmpty());
    }

    private static boolean isStuckLimitReached(JudgedDecision judged) {
        long stuck = judged.selected()
                .filter(session ->
                        !judged.facts().isIdle(session) && !judged.facts().isRunning(session))
                .count();
        return stuck >= judged.policy().emergency().maxStuckTransactions()
                || judged.victims().size() >= judged.facts().share()
                || judged.count(SignalKind.TERMINATE) >= judged.facts().terminationsLeft();
    }

    private static boolean isBeforeOtherKinds(JudgedDecision judged, Session session) {
        List<Session> order = judged.victims().stream().map(Victim::session).toList();
        return order.subList(0, order.indexOf(session)).stream().allMatch(judged.facts()::waitsForClient);
    }

    private static Stream<Session> dueForR4(JudgedDecision judged) {
        SampleFacts facts = judged.facts();
        boolean canAct = judged.isRuleChain()
                && !judged.isCoolingDown(RuleId.R4)
                && judged.policy().stuckTransactions().maxTerminations() > 0
                && facts.terminationsLeft() > 0;
        return judged.sessionsThat(session -> canAct
                && facts.isStuckFor(session, judged.policy().stuckTransactions().olderThan())
                && facts.isSilentFor(
                        session, judged.policy().stuckTransactions().idleFor())
                && !facts.isProtected(session)
                && !facts.isSetAside(session, SignalKind.TERMINATE));
    }
}
