package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.List;
import java.util.stream.Stream;

/** The statements about commands that name their sessions, and about the guards that they override. */
final class NamedRequirements {
    private static final String INSISTENCE = "override: [\"G5\"]";

    static final List<Requirement> ALL = List.of(
            new Requirement(
                    "A command selects the sessions that it names and no other.",
                    judged -> judged.isByRule() ? Stream.of() : judged.selected(),
                    JudgedDecision::isNamed),
            new Requirement(
                    "A named session that nothing protects is terminated, or spared for the budget.",
                    judged -> terminates(judged)
                            ? judged.sessionsThat(session ->
                                    judged.isNamed(session) && !judged.facts().isProtected(session))
                            : Stream.of(),
                    (judged, session) -> judged.isSelected(session)
                            || (judged.isSparedBy(session, RuleId.G4) && !judged.overrides(RuleId.G4))),
            new Requirement(
                    "A named session with an overridden protection is terminated, or spared for the budget.",
                    judged -> terminates(judged) && judged.overrides(RuleId.G5) ? overridable(judged) : Stream.of(),
                    (judged, session) -> judged.isSelected(session)
                            || (judged.isSparedBy(session, RuleId.G4) && !judged.overrides(RuleId.G4))),
            new Requirement(
                    "A refusal for a protection that can be overridden states the override.",
                    judged -> judged.isRejected() || judged.overrides(RuleId.G5)
                            ? Stream.of()
                            : overridable(judged).filter(session -> canReceive(judged, session)),
                    (judged, session) -> judged.spared(session)
                            .filter(NamedRequirements::isProtected)
                            .filter(spared -> spared.reason().contains(INSISTENCE))
                            .isPresent()),
            new Requirement(
                    "A permanent protection holds against every command, and its refusal states no override to send.",
                    judged -> judged.isRejected()
                            ? Stream.of()
                            : judged.sessionsThat(session -> judged.isNamed(session)
                                    && canReceive(judged, session)
                                    && judged.facts().isProtectedForever(session)),
                    (judged, session) -> judged.spared(session)
                            .filter(NamedRequirements::isProtected)
                            .filter(spared -> !spared.reason().contains(INSISTENCE))
                            .isPresent()),
            new Requirement(
                    "An override that was needed is recorded in the decision and in the session.",
                    judged -> judged.isByRule()
                            ? Stream.of()
                            : judged.selected().filter(judged.facts()::isProtectedByWork),
                    (judged, session) -> judged.decision().reason().contains("G5")
                            && judged.victim(session).orElseThrow().reason().contains("overrides G5")),
            new Requirement(
                    "Each named session has a fate with a reason.",
                    judged -> judged.isByRule() || judged.isRejected()
                            ? Stream.of()
                            : judged.sessionsThat(judged::isNamed),
                    (judged, session) ->
                            judged.isSelected(session) || judged.spared(session).isPresent()));

    private NamedRequirements() {}

    private static boolean terminates(JudgedDecision judged) {
        return judged.isAction(Action.TERMINATE) && !judged.isRejected();
    }

    private static Stream<Session> overridable(JudgedDecision judged) {
        return judged.sessionsThat(session -> judged.isNamed(session)
                && judged.facts().isProtectedByWork(session)
                && !judged.facts().isProtectedForever(session)
                && !session.traits().replication());
    }

    /** Returns true if the signal of the command has a meaning for the session, whatever protects it. */
    private static boolean canReceive(JudgedDecision judged, Session session) {
        return judged.isAction(Action.TERMINATE) || judged.facts().isRunning(session);
    }

    private static boolean isProtected(SparedSession spared) {
        return spared.outcome() == SessionOutcome.PROTECTED;
    }
}
