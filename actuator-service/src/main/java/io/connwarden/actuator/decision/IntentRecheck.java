package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.G1Visibility;
import io.connwarden.actuator.decision.guard.G5Protection;
import io.connwarden.actuator.decision.policy.EffectiveModes;
import io.connwarden.actuator.decision.policy.Mode;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.R2R3IdleCleanup;
import io.connwarden.actuator.decision.rule.ReclaimWithinLimit;
import io.connwarden.actuator.decision.rule.Rule;
import io.connwarden.actuator.decision.selection.SignalRefusal;
import io.connwarden.actuator.decision.situation.LockQueues;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.value.Formats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The check of a committed list of sessions immediately before its signals. A change since the decision refuses all
 * signals or the signal to one session. The check never adds a session. Pure and immutable.
 */
public final class IntentRecheck {
    private static final List<Rule> CONDITIONAL_RULES = Stream.concat(
                    Stream.of(R2R3IdleCleanup.zombieCleanup(), R2R3IdleCleanup.gentleCleanup()),
                    ReclaimWithinLimit.forEachLimit().stream())
            .toList();

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
        G5Protection protection = new G5Protection(policy);
        boolean overridden = trigger instanceof Trigger.CommandTrigger requested
                && CommandParameters.overrideOf(requested.command().parameters())
                        .contains(RuleId.G5);
        Map<SessionId, SignalRefusal> refusals = new HashMap<>(refuseByWork(trigger, situation, policy));
        if (rule == RuleId.R3) {
            refusals.putAll(refuseByLimit(situation, policy));
        }
        for (Session session : situation.sessions()) {
            Optional<String> reason =
                    overridden ? protection.permanentReason(session) : protection.protectionReason(session);
            Optional<SignalRefusal> refusal = reason.map(IntentRecheck::protectedMeanwhile)
                    .or(() -> trigger.obeysModes() ? refuseByMode(rule, session, policy) : Optional.empty());
            session.id().ifPresent(id -> refusal.ifPresent(refused -> refusals.put(id, refused)));
        }
        return refusals;
    }

    /**
     * Returns the sessions with a command that a rule would spare now. The sessions that a command names are not
     * checked.
     */
    private static Map<SessionId, SignalRefusal> refuseByWork(Trigger trigger, Situation situation, Policy policy) {
        if (trigger instanceof Trigger.CommandTrigger requested
                && requested.command().parameters() instanceof CommandParameters.Named) {
            return Map.of();
        }
        LockQueues queues = new LockQueues(situation.sessions());
        Map<SessionId, SignalRefusal> refusals = new HashMap<>();
        for (Session session : situation.sessions()) {
            Optional<String> reason = session.work().maintenance() && !policy.reclaimMaintenance()
                    ? Optional.of("a maintenance command or COPY is running meanwhile (pg_stat_progress_*)")
                    : Optional.of("waits for a lock behind other sessions meanwhile; a cancel would free nothing")
                            .filter(any -> session.work().waitsForLock() && !queues.isQueueHead(session));
            session.id().ifPresent(id -> reason.ifPresent(each -> refusals.put(id, SignalRefusal.spared(each))));
        }
        return refusals;
    }

    private static SignalRefusal protectedMeanwhile(String reason) {
        return new SignalRefusal(SessionOutcome.PROTECTED, "protected meanwhile: " + reason + " (G5)");
    }

    private static Optional<SignalRefusal> refuseByMode(RuleId rule, Session session, Policy policy) {
        EffectiveModes modes = policy.effectiveModes();
        return modes.of(rule, session) == Mode.ACT
                ? Optional.empty()
                : spared(meanwhile(modes.describe(rule, session)));
    }

    /**
     * Refuses the sessions that R3 selects for no need: those outside a nearly full limit that are no candidates for the
     * server either. R3 can have selected them within a limit that is relieved.
     */
    private static Map<SessionId, SignalRefusal> refuseByLimit(Situation situation, Policy policy) {
        Set<Session> ofServer = R2R3IdleCleanup.gentleCleanup().propose(situation, policy).stream()
                .flatMap(proposal -> proposal.candidates().stream())
                .map(Candidate::session)
                .collect(Collectors.toSet());
        return situation.sessions().stream()
                .filter(session -> !ofServer.contains(session) && !ReclaimWithinLimit.isNeeded(session, situation))
                .flatMap(session -> session.id().stream())
                .collect(Collectors.toMap(
                        id -> id,
                        id -> SignalRefusal.spared("the condition of R3 no longer holds for this session"),
                        (one, same) -> one));
    }

    private static String meanwhile(String mode) {
        return "meanwhile the " + mode + " (G2)";
    }

    private static Optional<String> passedNeed(
            Trigger trigger, RuleId rule, int step, Situation situation, Policy policy) {
        if (rule == RuleId.R1) {
            boolean requested = trigger instanceof Trigger.CommandTrigger command
                    && command.command().parameters() instanceof CommandParameters.Emergency;
            return requested && step == 1 ? Optional.empty() : relief(situation, policy);
        }
        List<Rule> conditional =
                CONDITIONAL_RULES.stream().filter(each -> each.id() == rule).toList();
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
                        + Formats.percent(counts.slotUtilizationPercentage()) + ", at or below "
                        + Formats.percent(relief));
    }

    private static Optional<SignalRefusal> spared(String reason) {
        return Optional.of(SignalRefusal.spared(reason));
    }
}
