package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.stream.Stream;

/** The statements about limits, budgets and cooldowns, and about the steps of an emergency. */
final class BudgetRequirements {
    static final List<Requirement> ALL = List.of(
            new Requirement(
                    "An action stays within its share of the sessions.",
                    judged -> judged.overrides(RuleId.G4) || judged.step() > 1 ? Stream.of() : judged.selected(),
                    (judged, session) ->
                            judged.victims().size() <= judged.facts().share()),
            new Requirement(
                    "Terminations and cancels stay within the budgets of an hour.",
                    judged -> judged.overrides(RuleId.G4) ? Stream.of() : judged.selected(),
                    (judged, session) -> judged.victim(session).orElseThrow().signal() == SignalKind.TERMINATE
                            ? isTerminationAllowed(judged, session)
                            : judged.count(SignalKind.CANCEL) <= judged.facts().cancelsLeft()),
            new Requirement(
                    "A session is spared for a budget only if the budget is used up.",
                    judged -> judged.sessionsThat(session -> judged.isSparedBy(session, RuleId.G4)),
                    BudgetRequirements::isBudgetUsedUp),
            new Requirement(
                    "A rule selects no more sessions of a kind than its limit.",
                    judged -> judged.isByRule() ? judged.selected() : Stream.of(),
                    (judged, session) -> judged.selected()
                                    .filter(other -> kindOf(judged, other) == kindOf(judged, session))
                                    .count()
                            <= limitOf(judged, session)),
            new Requirement(
                    "No rule acts in its cooldown, and R2 and R3 for the server not in the cooldown of a stronger"
                            + " rule.",
                    judged -> judged.isRuleChain() ? judged.selected() : Stream.of(),
                    (judged, session) -> rulesBefore(judged).noneMatch(judged::isCoolingDown)),
            new Requirement(
                    "No session is signalled while too few sessions are visible or the target is paused.",
                    JudgedDecision::selected,
                    (judged, session) -> judged.situation().status() != HealthStatus.UNKNOWN
                            && judged.situation().pause() == null),
            new Requirement(
                    "A session is selected at most once per emergency.",
                    judged -> judged.sessionsThat(session -> session.id()
                            .filter(judged.selectedBefore()::contains)
                            .isPresent()),
                    (judged, session) -> !judged.isSelected(session)),
            new Requirement(
                    "A further step follows above the threshold of relief only.",
                    judged -> judged.step() > 1 ? judged.selected() : Stream.of(),
                    (judged, session) ->
                            judged.facts().slots() > judged.policy().emergency().reliefSlotUtilization()));

    private BudgetRequirements() {}

    /** A session that is tried again is no further one among those that can still end. */
    private static boolean isTerminationAllowed(JudgedDecision judged, Session session) {
        SampleFacts facts = judged.facts();
        return judged.count(SignalKind.TERMINATE) <= facts.terminationsLeft()
                || (facts.terminationsLeft() == 0 && facts.failedBefore(session).isPresent());
    }

    private enum Kind {
        IDLE,
        STUCK,
        CANCELLED_QUERY,
        TERMINATED_QUERY
    }

    private static Kind kindOf(JudgedDecision judged, Session session) {
        if (judged.facts().isIdle(session)) {
            return Kind.IDLE;
        }
        if (!judged.facts().isRunning(session)) {
            return Kind.STUCK;
        }
        return judged.facts().hasIneffectiveCancel(session) ? Kind.TERMINATED_QUERY : Kind.CANCELLED_QUERY;
    }

    private static int limitOf(JudgedDecision judged, Session session) {
        Policy policy = judged.policy();
        return switch (judged.decision().ruleId()) {
            case R1 -> emergencyLimit(judged, kindOf(judged, session));
            case R2 -> policy.zombieCleanup().maxTerminations();
            case R3 ->
                isWithinFullLimit(judged)
                        ? LimitRequirements.maxWithinFullLimit(judged)
                        : policy.gentleCleanup().maxTerminations();
            case R4 -> policy.stuckTransactions().maxTerminations();
            default ->
                judged.command()
                        .map(command -> ((CommandParameters.Cleanup) command.parameters()).maxTerminations())
                        .orElse(0);
        };
    }

    private static boolean isWithinFullLimit(JudgedDecision judged) {
        return judged.selected().allMatch(session -> LimitRequirements.isWithinFullLimit(judged, session));
    }

    private static int emergencyLimit(JudgedDecision judged, Kind kind) {
        boolean isFirst = judged.isFirstStep() || judged.policy().emergency().maxSteps() == 1;
        return switch (kind) {
            case IDLE ->
                isFirst
                        ? judged.policy().emergency().maxIdleTerminations()
                        : judged.policy().emergency().nextStep().maxIdleTerminations();
            case STUCK -> isFirst ? judged.policy().emergency().maxStuckTransactions() : 0;
            case CANCELLED_QUERY, TERMINATED_QUERY ->
                isFirst ? judged.policy().emergency().maxCancels() : 0;
        };
    }

    private static Stream<RuleId> rulesBefore(JudgedDecision judged) {
        RuleId rule = judged.decision().ruleId();
        return switch (rule) {
            case R2 -> Stream.of(RuleId.R1, RuleId.R2);
            case R3 ->
                LimitRequirements.isWithinLimit(judged) ? Stream.of(rule) : Stream.of(RuleId.R1, RuleId.R2, rule);
            default -> Stream.of(rule);
        };
    }

    private static boolean isBudgetUsedUp(JudgedDecision judged, Session session) {
        return judged.step() > 1
                || judged.victims().size() >= judged.facts().share()
                || judged.count(SignalKind.TERMINATE) >= judged.facts().terminationsLeft()
                || judged.count(SignalKind.CANCEL) >= judged.facts().cancelsLeft()
                || judged.facts().isRefilled(session);
    }
}
