package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The statements about each decision of any kind: the conditions of the rules, the limits, and the reasons. */
final class SelectionRequirements {
    static final List<Requirement> ALL = List.of(
            new Requirement(
                    "A protected session is never selected, unless a command overrides its protection.",
                    JudgedDecision::selected,
                    (judged, session) -> !judged.facts().isProtected(session)
                            || (judged.overrides(RuleId.G5) && !judged.facts().isProtectedForever(session))),
            new Requirement(
                    "No session is called protected without one of the documented signs.",
                    judged -> judged.sessionsThat(judged::isProtectedInDecision),
                    (judged, session) -> judged.facts().isProtected(session)),
            new Requirement(
                    "A session that a rule selects meets the condition of the rule.",
                    judged -> judged.isByRule() ? judged.selected() : Stream.of(),
                    SelectionRequirements::meetsRule),
            new Requirement(
                    "A rule acts under its condition only.",
                    judged -> judged.isRuleChain() ? judged.selected() : Stream.of(),
                    (judged, session) -> isConditionMet(judged)),
            new Requirement(
                    "A rule cancels a running query and terminates every other session.",
                    judged -> judged.isByRule() ? judged.selected() : Stream.of(),
                    (judged, session) -> (signalOf(judged, session) == SignalKind.CANCEL)
                            == (judged.facts().isRunning(session)
                                    && !judged.facts().hasIneffectiveCancel(session))),
            new Requirement(
                    "Each session has at most one fate, and the decision and each fate have a reason.",
                    JudgedDecision::sessions,
                    SelectionRequirements::hasOneFateWithReason),
            new Requirement(
                    "The first step of R1 mentions each session that meets its condition.",
                    judged -> judged.isFirstStep()
                            ? judged.sessionsThat(session -> meetsFirstStep(judged, session)
                                    && !judged.facts().isProtected(session))
                            : Stream.of(),
                    (judged, session) ->
                            judged.isSelected(session) || judged.spared(session).isPresent()));

    private SelectionRequirements() {}

    /** Returns true if the first step of R1 proposes the session. */
    static boolean meetsFirstStep(JudgedDecision judged, Session session) {
        SampleFacts facts = judged.facts();
        return facts.isIdleFor(session, judged.policy().emergency().idleFor())
                || facts.isRunningFor(session, judged.policy().emergency().activeFor())
                || (facts.isStuckFor(session, judged.policy().emergency().stuckOlderThan())
                        && facts.isSilentFor(
                                session, judged.policy().stuckTransactions().idleFor()));
    }

    private static boolean meetsRule(JudgedDecision judged, Session session) {
        SampleFacts facts = judged.facts();
        return switch (judged.decision().ruleId()) {
            case R1 -> meetsEmergency(judged, session);
            case R2 -> facts.isIdleFor(session, judged.policy().zombieCleanup().idleFor());
            case R3 ->
                facts.isIdleFor(session, judged.policy().gentleCleanup().idleFor())
                        || LimitRequirements.isWithinFullLimit(judged, session);
            case R4 ->
                facts.isStuckFor(session, judged.policy().stuckTransactions().olderThan())
                        && facts.isSilentFor(
                                session, judged.policy().stuckTransactions().idleFor());
            default -> facts.isIdleFor(session, cleanupAge(judged));
        };
    }

    private static boolean meetsEmergency(JudgedDecision judged, Session session) {
        Duration nextStep = judged.policy().emergency().nextStep().idleFor();
        return judged.isFirstStep()
                ? meetsFirstStep(judged, session)
                : judged.facts()
                        .isIdleFor(
                                session,
                                judged.policy().emergency().maxSteps() > 1
                                        ? nextStep
                                        : judged.policy().emergency().idleFor());
    }

    private static boolean isConditionMet(JudgedDecision judged) {
        HealthStatus status = judged.situation().status();
        double slots = judged.facts().slots();
        return switch (judged.decision().ruleId()) {
            case R1 -> status == HealthStatus.CRITICAL || slots > 90;
            case R2 ->
                judged.situation().counts() == null
                        || judged.situation().counts().zombieConnections() > 10;
            case R3 -> status == HealthStatus.WARNING || slots > 80 || LimitRequirements.hasHighLimit(judged);
            default -> true;
        };
    }

    private static boolean hasOneFateWithReason(JudgedDecision judged, Session session) {
        boolean hasDuplicates = judged.victims().size() > judged.victimsByPid().size()
                || judged.decision().spared().size() > judged.sparedByPid().size()
                || (judged.isSelected(session) && judged.spared(session).isPresent());
        return !hasDuplicates
                && !judged.decision().reason().isBlank()
                && judged.victim(session)
                        .filter(victim -> victim.reason().isBlank())
                        .isEmpty()
                && judged.spared(session)
                        .filter(spared -> spared.reason().isBlank())
                        .isEmpty();
    }

    private static SignalKind signalOf(JudgedDecision judged, Session session) {
        return judged.victim(session).orElseThrow().signal();
    }

    private static Duration cleanupAge(JudgedDecision judged) {
        return judged.command()
                .filter(command -> judged.isAction(Action.CLEANUP) && judged.decision() instanceof Decision.Act)
                .map(command -> (CommandParameters.Cleanup) command.parameters())
                .map(cleanup -> Duration.ofMillis((long) (cleanup.idleThresholdMinutes() * 60_000)))
                .orElse(Duration.ofDays(10_000));
    }
}
