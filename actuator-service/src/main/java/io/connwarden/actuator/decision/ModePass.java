package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.RejectedPlanGuard;
import io.connwarden.actuator.decision.guard.SessionGuard;
import io.connwarden.actuator.decision.policy.EffectiveModes;
import io.connwarden.actuator.decision.policy.Mode;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.Plan;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.RecentPlans;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.value.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A pass over the rules. On a health event and for AUTO there is a pass for each mode, and only sessions with this mode
 * can be victims. Any other command has one pass for all sessions, because it is independent of the modes.
 *
 * @param passes the modes of all passes of the decision, in their order; empty for a command
 * @param index the index of this pass
 * @param dryRun true if the action of this pass sends no signal
 */
record ModePass(EffectiveModes modes, List<Mode> passes, int index, boolean dryRun) {
    /** The order of the passes. A decision that ends sessions comes first. */
    private static final List<Mode> ORDER = List.of(Mode.ACT, Mode.ASK, Mode.WATCH);

    ModePass {
        passes = List.copyOf(passes);
    }

    /**
     * The candidates that a pass does not select because of their mode.
     *
     * @param reason the modes in words; empty if there are no candidates
     */
    record SparedByMode(List<SparedSession> sessions, String reason) {
        static final SparedByMode NONE = new SparedByMode(List.of(), "");
    }

    static ModePass ofCommand(Policy policy, boolean dryRun) {
        return new ModePass(policy.effectiveModes(), List.of(), 0, dryRun);
    }

    /** Returns the only pass of a further step of an automatic action, which has signalled sessions before. */
    static ModePass ofNextStep(Policy policy, boolean dryRun) {
        return new ModePass(policy.effectiveModes(), List.of(Mode.ACT), 0, dryRun);
    }

    /** Returns one pass for each mode that a rule can have. At least one rule has another mode than OFF (G2ModeOff). */
    static List<ModePass> forEachMode(Policy policy, boolean dryRun) {
        EffectiveModes modes = policy.effectiveModes();
        List<Mode> possible = ORDER.stream()
                .filter(mode -> RuleId.withMode().stream().anyMatch(rule -> modes.isPossible(rule, mode)))
                .toList();
        return IntStream.range(0, possible.size())
                .mapToObj(index -> new ModePass(modes, possible, index, dryRun || possible.get(index) != Mode.ACT))
                .toList();
    }

    /** Returns the proposal with the candidates of this pass only. */
    Proposal withinPass(Proposal proposal) {
        return isOfCommand()
                ? proposal
                : proposal.withCandidates(proposal.candidates().stream()
                        .filter(each -> modeOf(proposal, each) == mode())
                        .toList());
    }

    /** Returns the candidates of later passes, and those with mode OFF. An earlier pass has evaluated the others. */
    SparedByMode sparedByMode(Proposal proposal) {
        if (isOfCommand()) {
            return SparedByMode.NONE;
        }
        List<Candidate> others = proposal.candidates().stream()
                .filter(each -> !passes.subList(0, index + 1).contains(modeOf(proposal, each)))
                .toList();
        return new SparedByMode(
                others.stream().map(each -> spared(proposal.rule(), each)).toList(),
                others.stream()
                        .map(each -> modes.describe(proposal.rule(), each.session()))
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    /** Returns true if the reason of a rule without a victim belongs to this pass. Each reason is reported once. */
    boolean reports(Selection selection) {
        if (!selection.proposal().candidates().isEmpty()) {
            return true;
        }
        boolean isLater =
                !selection.byMode().sessions().isEmpty() || selection.proposal().rule() == RuleId.R5;
        return isLater ? index >= passes.size() - 1 : index == 0;
    }

    /** Returns a reason of G3 with the mode. Decisions that send no signal have their own. */
    String describe(String reason) {
        return isOfCommand() || mode() == Mode.ACT ? reason : "mode " + mode() + ": " + reason;
    }

    /** Returns the reason why a rule does not record the dry run of this pass again, or empty. */
    Optional<String> repeatedDryRun(Proposal proposal, RecentActions recent) {
        return dryRun && !asks()
                ? proposal.sameAndStronger().stream()
                        .filter(recent.repeatedDryRuns()::contains)
                        .map(rule -> rule + " selects the sessions of its last dry runs, which are in the log; they are"
                                + " recorded again after " + Formats.duration(RecentActions.MAX_DRY_RUN_AGE) + " (G3)")
                        .findFirst()
                : Optional.empty();
    }

    /** Returns the reason why a pending plan holds back a rule in this pass, or empty. */
    Optional<String> pendingPlan(Plan.Origin origin, RecentPlans plans) {
        return asks()
                ? plans.pendingOf(origin)
                        .map(plan -> "plan " + plan.id() + " of " + plan.rule() + " waits for approval until "
                                + plan.expiresAt() + "; send APPROVE or REJECT with this planId")
                : Optional.empty();
    }

    /** Returns the guards of this pass. */
    List<SessionGuard> guards(List<SessionGuard> standard, Proposal proposal, RecentPlans plans) {
        if (!asks()) {
            return standard;
        }
        List<SessionGuard> guards = new ArrayList<>(standard);
        guards.add(0, new RejectedPlanGuard(plans, proposal));
        return guards;
    }

    /**
     * Returns the decision on the victims of this pass.
     *
     * @param scope the scope of the proposal, for a plan
     */
    Decision toDecision(Decision.Act act, String scope) {
        if (isOfCommand() || mode() == Mode.ACT) {
            return act;
        }
        Decision.Ask plan = new Decision.Ask(
                act.ruleId(),
                act.reason() + "; mode " + mode() + ", no signal is sent",
                act.victims(),
                act.spared(),
                scope);
        return mode() == Mode.ASK ? plan : plan.asDryRun();
    }

    private SparedSession spared(RuleId rule, Candidate candidate) {
        return new SparedSession(
                candidate.session(),
                RuleId.G2,
                SessionOutcome.SPARED,
                candidate.reason() + "; spared: " + modes.describe(rule, candidate.session()) + " (G2)");
    }

    private Mode modeOf(Proposal proposal, Candidate candidate) {
        return modes.of(proposal.rule(), candidate.session());
    }

    private Mode mode() {
        return passes.get(index);
    }

    private boolean asks() {
        return !isOfCommand() && mode() == Mode.ASK;
    }

    private boolean isOfCommand() {
        return passes.isEmpty();
    }
}
