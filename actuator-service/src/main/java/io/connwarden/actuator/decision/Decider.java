package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.Guards;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.R1Emergency;
import io.connwarden.actuator.decision.rule.R2R3IdleCleanup;
import io.connwarden.actuator.decision.rule.R4StuckTransactions;
import io.connwarden.actuator.decision.rule.R5NoAction;
import io.connwarden.actuator.decision.rule.ReclaimWithinLimit;
import io.connwarden.actuator.decision.rule.Rule;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The decider of the action for a target. Pure and immutable: equal arguments give equal decisions. The order of the
 * sessions in the situation has no effect.
 */
public final class Decider {
    private final Guards guards;
    private final RuleChain ruleChain;
    private final CommandDecider commandDecider;
    private final ApprovalDecider approvalDecider;
    private final EmergencyEscalation escalation;

    private Decider(
            Guards guards,
            RuleChain ruleChain,
            CommandDecider commandDecider,
            ApprovalDecider approvalDecider,
            EmergencyEscalation escalation) {
        this.guards = guards;
        this.ruleChain = ruleChain;
        this.commandDecider = commandDecider;
        this.approvalDecider = approvalDecider;
        this.escalation = escalation;
    }

    /** Returns the decider with all rules, in the order of their evaluation, and all guards. */
    public static Decider standard() {
        R1Emergency emergency = new R1Emergency();
        Guards guards = Guards.standard();
        List<Rule> rules = new ArrayList<>(List.of(emergency));
        rules.addAll(idleCleanups());
        rules.add(new R4StuckTransactions());
        rules.add(new R5NoAction());
        RuleChain automatic = new RuleChain(rules, guards);
        return new Decider(
                guards,
                automatic,
                new CommandDecider(new AutoDecider(automatic, guards), emergency, guards),
                new ApprovalDecider(rules, guards),
                new EmergencyEscalation(emergency, guards));
    }

    /** Returns the rules that end idle sessions while their condition holds, in the order of their evaluation. */
    static List<Rule> idleCleanups() {
        List<Rule> rules = new ArrayList<>(ReclaimWithinLimit.forEachLimit());
        rules.addAll(List.of(R2R3IdleCleanup.zombieCleanup(), R2R3IdleCleanup.gentleCleanup()));
        return rules;
    }

    /**
     * Returns the first decision on a trigger.
     *
     * @throws IllegalArgumentException if the trigger is a command that selects no session: MONITOR, HEALTH, STATUS,
     *     PAUSE, RESUME or REJECT; or APPROVE, which has a decision of its own
     */
    public Decision decide(Trigger trigger, Situation situation, Policy policy) {
        return guards.checkTarget(situation, policy).orElseGet(() -> {
            if (trigger instanceof Trigger.CommandTrigger requested) {
                return commandDecider.decide(requested.command(), situation, policy);
            }
            Instant sampledAt = ((Trigger.HealthEventTrigger) trigger).sampledAt();
            return guards.checkHealthEvent(sampledAt, situation.now(), policy)
                    .orElseGet(() -> ruleChain.decide(situation, policy, policy.dryRun()));
        });
    }

    /**
     * Returns the decision on a command APPROVE. The mode of the rule has no influence.
     *
     * @param plan the plan that the command names; null if no plan has this id
     * @return Rejected if the plan cannot be approved, or a guard of the target objects; the plan is unchanged then
     */
    public Decision decideApproval(Command command, @Nullable Plan plan, Situation situation, Policy policy) {
        UUID id = ((CommandParameters.Approve) command.parameters()).planId();
        Optional<Decision> refusal = Plan.refusal(id, plan, command.target(), situation.now())
                .map(reason -> new Decision.Rejected(RuleId.COMMAND, reason));
        return refusal.or(() -> guards.checkTarget(situation, policy))
                .orElseGet(
                        () -> approvalDecider.decide(command, Objects.requireNonNull(plan, "plan"), situation, policy));
    }

    /**
     * Returns the decision on a command APPROVE that executes a requested dry run. Every check is made again.
     *
     * @param requested the command of the dry run
     * @return Rejected if the plan cannot be executed; the plan is unchanged then
     */
    public Decision decideRequested(Command command, Plan plan, Command requested, Situation situation, Policy policy) {
        return Plan.refusal(plan.id(), plan, command.target(), situation.now())
                .<Decision>map(reason -> new Decision.Rejected(RuleId.COMMAND, reason))
                .or(() -> guards.checkTarget(situation, policy))
                .orElseGet(() -> {
                    Decision decision =
                            commandDecider.decidePlanned(withDryRunOf(command, requested), plan, situation, policy);
                    return decision instanceof Decision.Rejected
                            ? decision
                            : new PlanReview(plan, ApprovalDecider.approval(command, plan), situation)
                                    .complete(decision);
                });
    }

    private static Command withDryRunOf(Command command, Command requested) {
        return new Command(
                requested.target(),
                requested.parameters(),
                requested.requestedBy(),
                requested.reason(),
                command.dryRun(),
                null);
    }

    /**
     * Returns the decision on the next step of an emergency, on a new sample after the outcome of the last step.
     *
     * @param trigger the trigger of the first step; its permission may have ended
     * @param previous the state of the emergency, from {@link EscalationState#afterFirstStep} and {@link
     *     EscalationState#afterStep}
     * @return Act with R1, or the reason why the escalation ends
     */
    public Decision decideNextStep(Trigger trigger, EscalationState previous, Situation situation, Policy policy) {
        if (trigger instanceof Trigger.CommandTrigger requested
                && requested.command().parameters() instanceof CommandParameters.Approve) {
            return new Decision.NoAction(RuleId.R1, "an approval signals the sessions of its plan only", List.of());
        }
        return guards.checkTarget(situation, policy)
                .or(() -> previous.dryRun()
                        ? Optional.empty()
                        : IntentRecheck.refuseByPolicy(trigger, RuleId.R1, situation.pause(), policy)
                                .map(refusal -> new Decision.NoAction(RuleId.R1, refusal.reason(), List.of())))
                .orElseGet(() -> escalation.decideNextStep(
                        passOfNextStep(trigger, previous, policy), previous, situation, policy));
    }

    private static ModePass passOfNextStep(Trigger trigger, EscalationState previous, Policy policy) {
        return trigger.obeysModes()
                ? ModePass.ofNextStep(policy, previous.dryRun())
                : ModePass.ofCommand(policy, previous.dryRun());
    }
}
