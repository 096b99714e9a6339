package io.connwarden.actuator.intake;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.policy.Cooldown;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.pause.PausesInForce;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.Pauses.PauseRow;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.store.Plans.StoredPlan;
import io.connwarden.sql.store.StoreClock;
import io.connwarden.sql.store.UnreclaimedSessions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The reader of the actuator's state of a target from the log store, without a query to the target. */
public final class TargetStateReader {
    private final Targets targets;
    private final PausesInForce pauses;
    private final ActionHistory history;
    private final UnreclaimedSessions unreclaimedSessions;
    private final Commands commands;
    private final Plans plans;
    private final StoreClock clock;
    private final Predicate<String> connectionOpen;

    /** @param connectionOpen tests if the emergency connection to a target is open in this process */
    public TargetStateReader(
            Targets targets,
            PausesInForce pauses,
            ActionHistory history,
            UnreclaimedSessions unreclaimedSessions,
            Commands commands,
            Plans plans,
            StoreClock clock,
            Predicate<String> connectionOpen) {
        this.targets = targets;
        this.pauses = pauses;
        this.history = history;
        this.unreclaimedSessions = unreclaimedSessions;
        this.commands = commands;
        this.plans = plans;
        this.clock = clock;
        this.connectionOpen = connectionOpen;
    }

    /**
     * Returns the state of a target. It is empty for {@code *} and for an unknown target.
     */
    Optional<TargetState> find(String target) {
        return targets.find(target)
                .filter(known -> !target.equals(Command.ALL_TARGETS))
                .map(known -> find(known, clock.now()));
    }

    private TargetState find(TargetConfiguration target, Instant now) {
        Policy policy = target.policy();
        List<PauseRow> activePauses =
                pauses.affecting(target.id(), target.settings().labels());
        String pausedBy = policy.paused()
                ? "configuration"
                : activePauses.stream().findFirst().map(PauseRow::pausedBy).orElse(null);
        return new TargetState(
                pausedBy != null,
                pausedBy,
                policy.dryRun(),
                connectionOpen.test(target.id()),
                history.countTerminationsSince(target.id(), now.minus(Budget.WINDOW)),
                policy.budget().terminationsPerHour(),
                unreclaimedSessions.of(List.of(target.id())).size(),
                commands.pendingCount(target.id()),
                cooldowns(target, now),
                policy.effectiveModes().summary(),
                pendingPlans(target, now));
    }

    private @Nullable List<PlanSummary> pendingPlans(TargetConfiguration target, Instant now) {
        List<StoredPlan> pending = plans.pending(List.of(target.id()), now);
        return pending.isEmpty()
                ? null
                : pending.stream().map(StoredPlan::summary).toList();
    }

    private Map<String, Instant> cooldowns(TargetConfiguration target, Instant now) {
        Map<String, Instant> until = new TreeMap<>();
        history.lastActionByRule(target.id(), target.policy().dryRun(), now.minus(Cooldown.MAX_COOLDOWN))
                .forEach((id, last) -> {
                    RuleId rule = RuleId.valueOf(id);
                    Instant end = last.plus(target.policy().cooldown().cooldownOf(rule));
                    if (RuleId.withMode().contains(rule) && end.isAfter(now)) {
                        until.put(id, end);
                    }
                });
        return until;
    }
}
