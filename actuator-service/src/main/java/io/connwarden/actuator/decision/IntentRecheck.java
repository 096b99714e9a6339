package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.G1Visibility;
import io.connwarden.actuator.decision.policy.Mode;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Rule;
import io.connwarden.actuator.decision.selection.SignalRefusal;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.value.Formats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The check of a committed list of sessions immediately before its signals. A change since the decision refuses all
 * signals or the signal to one session. The check never adds a session. Pure and immutable.
 */
public final class IntentRecheck {
    private IntentRecheck() {}

    /**
     * Returns the reason against every signal that needs no sample: pause, mode, dry run.
     *
     * @param rule the rule that selected the sessions
     */
    public static Optional<SignalRefusal> refuseByPolicy(
            Trigger trigger, RuleId rule, @Nullable TargetPause pause, Policy policy) {
        if (policy.paused()) {
            return spared("paused meanwhile by policy.paused (G2)");
        }
        if (pause != null) {
            return spared((pause.allTargets() ? "all targets paused meanwhile by " : "paused meanwhile by ")
                    + pause.pausedBy() + " since " + pause.since() + ": " + pause.reason() + " (G2)");
        }
        if (trigger.obeysModes() && !policy.effectiveModes().isPossible(rule, Mode.ACT)) {
            return spared(meanwhile(policy.effectiveModes().describe(rule)));
        }
        return policy.dryRun() ? spared("dry run enabled meanwhile (policy.dry-run)") : Optional.empty();
    }

    /**
     * Returns the reason against every signal on a new sample: visibility, or a need that has passed. A command that
     * named the sessions or the action has a need as long as it has not expired.
     *
     * @param rule the rule that selected the sessions
     * @param step the step of an emergency, from 1
     */
    public static Optional<SignalRefusal> refuseBySample(
            Trigger trigger, RuleId rule, int step, Situation situation, Policy policy) {
        return G1Visibility.rejectionReason(situation.status(), situation.counts(), situation.thresholds())
                .or(() -> passedNeed(trigger, rule, step, situation, policy))
                .map(SignalRefusal::spared);
    }

    /**
     * Returns the sessions of a new sample that may not be signalled. A command that overrides G5 also overrides a
     * protection that began after its decision.
     *
     * @param rule the rule that selected the sessions
     */
    public static Map<SessionId, SignalRefusal> refuseSessions(
            Trigger trigger, RuleId rule, Situation situation, Policy policy) {
        return new SessionRecheck(trigger, rule, situation, policy).refusals();
    }

    static String meanwhile(String mode) {
        return "meanwhile the " + mode + " (G2)";
    }

    private static Optional<String> passedNeed(
            Trigger trigger, RuleId rule, int step, Situation situation, Policy policy) {
        if (rule == RuleId.R1) {
            boolean requested = trigger instanceof Trigger.CommandTrigger command
                    && command.command().parameters() instanceof CommandParameters.Emergency;
            return requested && step == 1 ? Optional.empty() : relief(situation, policy);
        }
        List<Rule> conditional = Decider.idleCleanups().stream()
                .filter(each -> each.id() == rule)
                .toList();
        return conditional.isEmpty()
                        || conditional.stream()
                                .anyMatch(
                                        each -> each.propose(situation, policy).isPresent())
                ? Optional.empty()
                : Optional.of("the condition of " + rule + " no longer holds");
    }

    private static Optional<String> relief(Situation situation, Policy policy) {
        Counts counts = situation.counts();
        double relief = policy.emergency().reliefSlotUtilization();
        return counts == null || counts.slotUtilizationPercentage() > relief
                ? Optional.empty()
                : Optional.of("relief meanwhile: slot utilization "
                        + Formats.shortPercent(counts.slotUtilizationPercentage()) + ", at or below "
                        + Formats.percent(relief));
    }

    private static Optional<SignalRefusal> spared(String reason) {
        return Optional.of(SignalRefusal.spared(reason));
    }
}
