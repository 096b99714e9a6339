package io.connwarden.actuator.health;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.intake.CommandAcceptance;
import io.connwarden.actuator.intake.IncomingCommand;
import io.connwarden.actuator.outbox.EventIds;
import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.Commands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * The automatic commands, derived from health events in the caller's transaction. Only the latest event of a target
 * counts. An automatic command that has not been decided suppresses further ones, because it will be decided on a new
 * sample. An action that has been decided does not: what its sample could not show is left to the next command.
 */
public final class AutomaticCommands {
    private static final String REQUESTED_BY = "connwarden";
    /** Below the maximum length of the reason of a command. */
    private static final int MAX_REASON_LENGTH = 900;

    private final Targets targets;
    private final Commands commands;
    private final CommandAcceptance acceptance;
    private final ResultRecorder recorder;

    public AutomaticCommands(
            Targets targets, Commands commands, CommandAcceptance acceptance, ResultRecorder recorder) {
        this.targets = targets;
        this.commands = commands;
        this.acceptance = acceptance;
        this.recorder = recorder;
    }

    CommandAcceptance.AcceptedBatch accept(Collection<Event<Health>> events, Instant now) {
        Map<String, Event<Health>> latest = latestByTarget(events, now);
        Set<String> busy = commands.targetsWithUndecidedAutomaticAction(latest.keySet());
        List<IncomingCommand> incomingCommands = new ArrayList<>();
        List<Result> noActions = new ArrayList<>();
        for (Event<Health> event : latest.values()) {
            TargetConfiguration target = targets.find(event.data().target()).orElse(null);
            if (target != null && !busy.contains(target.id())) {
                HealthTriage triage = HealthTriage.of(event.data(), target, now);
                IncomingCommand command = incomingCommand(event, target, now);
                if (triage instanceof HealthTriage.CreateCommand) {
                    incomingCommands.add(command);
                } else if (triage instanceof HealthTriage.Skip skip) {
                    noActions.add(logNoAction(command.origin(), skip, now));
                }
            }
        }
        return acceptance.accept(incomingCommands, now).withNoActions(noActions);
    }

    private Result logNoAction(CommandOrigin origin, HealthTriage.Skip skip, Instant now) {
        Result result = Results.withoutSessions(origin, CommandOutcome.COMPLETED, skip.reason(), now, now);
        recorder.logNoAction(result);
        return result;
    }

    private static IncomingCommand incomingCommand(Event<Health> event, TargetConfiguration target, Instant now) {
        Health health = event.data();
        Instant sampledAt = health.lastCheck().isAfter(now) ? now : health.lastCheck();
        Instant expiresAt = sampledAt.plus(target.policy().healthMaxAge());
        EventId id = EventIds.automaticFor(event.id());
        Command command = new Command(
                target.id(),
                new CommandParameters.Auto(),
                REQUESTED_BY,
                health.status() + ": " + Formats.singleLine(health.reason(), MAX_REASON_LENGTH),
                false,
                expiresAt);
        return IncomingCommand.automatic(id, command, event.id(), expiresAt, now);
    }

    /** Returns the latest event of each target. An event from the future counts only if there is no other. */
    private static Map<String, Event<Health>> latestByTarget(Collection<Event<Health>> events, Instant now) {
        Comparator<Event<Health>> order = Comparator.<Event<Health>, Boolean>comparing(
                        event -> !Health.isFromFuture(event.data().lastCheck(), now))
                .thenComparing(event -> event.data().lastCheck());
        Map<String, Event<Health>> latestByTarget = new HashMap<>();
        for (Event<Health> event : events) {
            latestByTarget.merge(event.data().target(), event, BinaryOperator.maxBy(order));
        }
        return latestByTarget;
    }
}
