package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.G5Protection;
import io.connwarden.actuator.decision.policy.EffectiveModes;
import io.connwarden.actuator.decision.policy.Mode;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Candidate;
import io.connwarden.actuator.decision.rule.R2R3IdleCleanup;
import io.connwarden.actuator.decision.rule.ReclaimWithinLimit;
import io.connwarden.actuator.decision.selection.SignalRefusal;
import io.connwarden.actuator.decision.situation.LockQueues;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of {@link IntentRecheck} for single sessions of a new sample.
 *
 * @param rule the rule that selected the sessions
 */
record SessionRecheck(Trigger trigger, RuleId rule, Situation situation, Policy policy) {

    /** Returns the refusals by session. The protection is the first reason, because it is the most permanent one. */
    Map<SessionId, SignalRefusal> refusals() {
        Set<Session> needed = needed();
        LockQueues queues = new LockQueues(situation.sessions());
        G5Protection protection = new G5Protection(policy);
        Map<SessionId, SignalRefusal> refusals = new HashMap<>();
        for (Session session : situation.sessions()) {
            Optional<SignalRefusal> refusal = refuseByProtection(session, protection)
                    .or(() -> refuseByMode(session))
                    .or(() -> needed.contains(session)
                            ? refuseByWork(session, queues)
                            : spared("the condition of " + rule + " no longer holds for this session"));
            session.id().ifPresent(id -> refusal.ifPresent(refused -> refusals.put(id, refused)));
        }
        return refusals;
    }

    private Optional<SignalRefusal> refuseByProtection(Session session, G5Protection protection) {
        Optional<String> reason =
                overridesProtection() ? protection.permanentReason(session) : protection.protectionReason(session);
        return reason.map(
                each -> new SignalRefusal(SessionOutcome.PROTECTED, "protected meanwhile: " + each + " (G5)"));
    }

    private boolean overridesProtection() {
        return trigger instanceof Trigger.CommandTrigger requested
                && CommandParameters.overrideOf(requested.command().parameters())
                        .contains(RuleId.G5);
    }

    private Optional<SignalRefusal> refuseByMode(Session session) {
        EffectiveModes modes = policy.effectiveModes();
        return trigger.obeysModes() && modes.of(rule, session) != Mode.ACT
                ? spared(IntentRecheck.meanwhile(modes.describe(rule, session)))
                : Optional.empty();
    }

    /** Refuses a session with a command that a rule would spare now. A session that a command names is not checked. */
    private Optional<SignalRefusal> refuseByWork(Session session, LockQueues queues) {
        if (isNamed()) {
            return Optional.empty();
        }
        if (session.work().maintenance() && !policy.reclaimMaintenance()) {
            return spared("a maintenance command or COPY is running meanwhile (pg_stat_progress_*)");
        }
        return session.work().waitsForLock() && !queues.isQueueHead(session)
                ? spared("waits for a lock behind other sessions meanwhile; a cancel would free nothing")
                : Optional.empty();
    }

    private boolean isNamed() {
        return trigger instanceof Trigger.CommandTrigger requested
                && requested.command().parameters() instanceof CommandParameters.Named;
    }

    /**
     * Returns the sessions that R3 still has a reason to end: those within a nearly full limit, and its candidates for
     * the server. It can have selected the others within a limit that is relieved. For another rule these are all.
     */
    private Set<Session> needed() {
        if (rule != RuleId.R3) {
            return Set.copyOf(situation.sessions());
        }
        Set<Session> needed = R2R3IdleCleanup.gentleCleanup().propose(situation, policy).stream()
                .flatMap(proposal -> proposal.candidates().stream())
                .map(Candidate::session)
                .collect(Collectors.toSet());
        situation.sessions().stream()
                .filter(session -> ReclaimWithinLimit.isNeeded(session, situation))
                .forEach(needed::add);
        return needed;
    }

    private static Optional<SignalRefusal> spared(String reason) {
        return Optional.of(SignalRefusal.spared(reason));
    }
}
