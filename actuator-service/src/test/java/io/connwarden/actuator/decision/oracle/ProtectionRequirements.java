package io.connwarden.actuator.decision.oracle;

import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.List;
import java.util.stream.Stream;

/** The statements about replication and about sessions that LISTEN. */
final class ProtectionRequirements {
    static final List<Requirement> ALL = List.of(
            new Requirement(
                    "Only a client backend is ever selected, whatever its role and whatever a command overrides.",
                    judged -> judged.sessionsThat(
                            session -> !"client backend".equals(session.traits().backendType())),
                    (judged, session) -> !judged.isSelected(session)),
            new Requirement(
                    "A session that waits for notifications is never selected by a rule.",
                    judged -> judged.isByRule() ? judged.sessionsThat(judged.facts()::isListener) : Stream.of(),
                    (judged, session) -> !judged.isSelected(session)),
            new Requirement(
                    "A command ends a session that waits for notifications only if it overrides G5.",
                    judged -> judged.isByRule()
                            ? Stream.of()
                            : judged.sessionsThat(session ->
                                    judged.isNamed(session) && judged.facts().isListener(session)),
                    (judged, session) -> !judged.isSelected(session) || judged.overrides(RuleId.G5)),
            new Requirement(
                    "A session that waits for notifications and is old enough for the rule is reported protected.",
                    judged -> judged.isFirstStep()
                            ? judged.sessionsThat(session -> judged.facts().isListener(session)
                                    && session.isVisible()
                                    && SelectionRequirements.meetsFirstStep(judged, session))
                            : Stream.of(),
                    (judged, session) -> judged.spared(session)
                            .filter(spared -> spared.outcome() == SessionOutcome.PROTECTED)
                            .isPresent()));

    private ProtectionRequirements() {}
}
