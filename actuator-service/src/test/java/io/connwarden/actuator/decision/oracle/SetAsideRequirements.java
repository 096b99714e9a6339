package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.stream.Stream;

/** The statements about sessions on which a signal had no effect. */
final class SetAsideRequirements {
    static final List<Requirement> ALL = List.of(
            new Requirement(
                    "A rule does not select a session during the pause after a failed signal.",
                    judged -> judged.isByRule()
                            ? judged.sessionsThat(session ->
                                    judged.facts().failedBefore(session).isPresent())
                            : Stream.of(),
                    (judged, session) -> judged.victim(session)
                            .filter(victim -> judged.facts().isSetAside(session, victim.signal()))
                            .isEmpty()),
            new Requirement(
                    "Sessions set aside use up no limit: an idle session is spared for the limit of R1 only if as many"
                            + " other idle sessions are selected.",
                    judged -> judged.isFirstStep()
                            ? judged.sessionsThat(
                                    session -> judged.facts().isIdle(session) && judged.isSparedBy(session, RuleId.R1))
                            : Stream.of(),
                    (judged, session) ->
                            judged.selected().filter(judged.facts()::isIdle).count()
                                    >= judged.policy().emergency().maxIdleTerminations()),
            new Requirement(
                    "A session that is tried again is signalled after all sessions without a failed signal.",
                    judged -> judged.isByRule()
                            ? judged.selected()
                                    .filter(session -> isTriedAgain(judged, session)
                                            && !judged.facts().isRefilled(session))
                            : Stream.of(),
                    SetAsideRequirements::isAfterTheUntried),
            new Requirement(
                    "While too many sessions exist after a signal, no further session is terminated.",
                    judged -> judged.overrides(RuleId.G4) ? Stream.of() : judged.selected(),
                    (judged, session) -> judged.facts().terminationsLeft() > 0
                            || judged.victim(session).orElseThrow().signal() == SignalKind.CANCEL
                            || isTriedAgain(judged, session)),
            new Requirement(
                    "A command that names a session ends it also during its pause.",
                    judged -> judged.isAction(Action.TERMINATE) && !judged.isRejected()
                            ? judged.sessionsThat(session -> judged.isNamed(session)
                                    && judged.facts().failedBefore(session).isPresent()
                                    && !judged.facts().isProtected(session))
                            : Stream.of(),
                    (judged, session) -> judged.isSelected(session) || judged.isSparedBy(session, RuleId.G4)));

    private SetAsideRequirements() {}

    private static boolean isAfterTheUntried(JudgedDecision judged, Session session) {
        List<Session> order = judged.victims().stream().map(Victim::session).toList();
        return order.subList(order.indexOf(session), order.size()).stream()
                .allMatch(later -> isTriedAgain(judged, later) || judged.facts().isRefilled(later));
    }

    private static boolean isTriedAgain(JudgedDecision judged, Session session) {
        return judged.facts()
                .isTriedAgain(session, judged.victim(session).orElseThrow().signal());
    }
}
