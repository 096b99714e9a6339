package io.connwarden.actuator.acceptance;

import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.config.WatchedTarget;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.Pause;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.RecentIntents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the actuator knows about itself and a target without asking the target. */
public final class TargetStates {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration LONGEST_COOLDOWN = Duration.ofHours(24);
    private static final Set<String> RULES = Set.of("R1", "R2", "R3", "R4");

    private final Targets targets;
    private final Pauses pauses;
    private final RecentIntents recent;
    private final Commands commands;
    private final Predicate<String> laneOpen;

    /** @param laneOpen whether the session to a target is open in this process */
    public TargetStates(
            Targets targets, Pauses pauses, RecentIntents recent, Commands commands, Predicate<String> laneOpen) {
        this.targets = targets;
        this.pauses = pauses;
        this.recent = recent;
        this.commands = commands;
        this.laneOpen = laneOpen;
    }

    /** Empty for {@code *}, which has no state of its own, and for a target that is not known. */
    Optional<TargetState> of(String target, Instant now) {
        return targets.find(target)
                .filter(known -> !target.equals(Command.ALL_TARGETS))
                .map(known -> of(known, now));
    }

    private TargetState of(WatchedTarget target, Instant now) {
        Policy policy = target.policy();
        List<Pause> standing = pauses.of(target.id());
        String pausedBy = policy.paused()
                ? "configuration"
                : standing.stream().findFirst().map(Pause::by).orElse(null);
        return new TargetState(
                pausedBy != null,
                pausedBy,
                policy.dryRun(),
                laneOpen.test(target.id()),
                recent.terminationsSince(target.id(), now.minus(AN_HOUR)),
                policy.budget().terminationsPerHour(),
                commands.waiting(target.id()),
                cooling(target, now));
    }

    private Map<String, Instant> cooling(WatchedTarget target, Instant now) {
        Map<String, Instant> until = new TreeMap<>();
        recent.lastActed(target.id(), target.policy().dryRun(), now.minus(LONGEST_COOLDOWN))
                .forEach((rule, last) -> {
                    Instant end = last.plus(target.policy().cooldown().of(Ground.valueOf(rule)));
                    if (RULES.contains(rule) && end.isAfter(now)) {
                        until.put(rule, end);
                    }
                });
        return until;
    }
}
