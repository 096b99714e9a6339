package io.connwarden.actuator.intake;

import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outbox.EventIds;
import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.Commands.CommandCompletion;
import io.connwarden.sql.store.Commands.ExistingCommand;
import io.connwarden.sql.store.Commands.NewCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The acceptance of commands in the caller's transaction. Source and id identify a command. A repeated command that is
 * done gets its stored result again; a repeated command in progress is ignored. Other content under a known source and
 * id is rejected. Thread-safe.
 */
public final class CommandAcceptance {
    private final Targets targets;
    private final Commands commands;
    private final ImmediateCommands immediateCommands;
    private final ResultRecorder recorder;
    private final ActuatorMetrics metrics;

    public CommandAcceptance(
            Targets targets,
            Commands commands,
            ImmediateCommands immediateCommands,
            ResultRecorder recorder,
            ActuatorMetrics metrics) {
        this.targets = targets;
        this.commands = commands;
        this.immediateCommands = immediateCommands;
        this.recorder = recorder;
        this.metrics = metrics;
    }

    /**
     * Accepts all commands, or none if it throws.
     *
     * @return the work that remains after the commit
     */
    public AcceptedBatch accept(Collection<IncomingCommand> incomingCommands, Instant now) {
        commands.lockTargets(incomingCommands.stream()
                .map(IncomingCommand::origin)
                .filter(origin -> !ImmediateCommands.executes(origin.command()))
                .map(CommandOrigin::target)
                .toList());
        List<String> work = new ArrayList<>();
        List<Result> answered = new ArrayList<>();
        for (IncomingCommand incoming : incomingCommands) {
            NewCommand row = incoming.toRow();
            Optional<Long> seq = commands.accept(row);
            if (seq.isEmpty()) {
                answerRepeated(incoming.origin(), row, now).ifPresent(answered::add);
                continue;
            }
            Optional<Result> immediateResult = executeImmediately(incoming, seq.get(), now);
            immediateResult.ifPresentOrElse(
                    answered::add, () -> work.add(incoming.origin().target()));
        }
        return new AcceptedBatch(work, answered, List.of());
    }

    /** Publishes the stored result again. Returns the rejection if the earlier command had other content. */
    private Optional<Result> answerRepeated(CommandOrigin origin, NewCommand row, Instant now) {
        ExistingCommand earlier = commands.findExisting(row.id(), row.data()).orElse(null);
        if (earlier == null) {
            return Optional.empty();
        }
        if (!earlier.hasSameContent() && !origin.isAutomatic()) {
            Result rejection = Results.withoutSessions(
                    origin, CommandOutcome.REJECTED, IntakeRejection.usedId(earlier.acceptedAt()), now, now);
            recorder.publish(EventIds.conflictOf(row.id(), row.data()), rejection);
            return Optional.of(rejection);
        }
        if (earlier.result() != null) {
            recorder.republish(origin.id(), earlier.result());
        }
        return Optional.empty();
    }

    private Optional<Result> executeImmediately(IncomingCommand incoming, long seq, Instant now) {
        CommandOrigin origin = incoming.origin();
        Optional<Result> refusal = IntakeRejection.check(incoming, targets, now)
                .map(rejection -> Results.withoutSessions(origin, rejection.outcome(), rejection.reason(), now, now));
        if (refusal.isPresent()) {
            complete(seq, recorder.logAndPublish(origin, refusal.get(), false, null));
            return refusal;
        }
        Optional<Result> done = immediateCommands.execute(origin, now);
        done.ifPresent(result -> complete(
                seq,
                origin.action() == Action.REJECT
                        ? recorder.logAndPublish(origin, result, false, null)
                        : recorder.publishResult(origin, result)));
        return done;
    }

    private void complete(long seq, CommandCompletion answer) {
        if (!commands.completeUnclaimed(seq, answer)) {
            throw new IllegalStateException("Command " + seq
                    + " was not completed: another process changed its state; the transaction is rolled back");
        }
    }

    /** Records metrics and notifies the workers. Call it after the commit. */
    public void onCommit(AcceptedBatch accepted, WorkNotifier workers) {
        accepted.results().forEach(result -> metrics.recordResult(result, result.finishedAt()));
        accepted.noActions().forEach(metrics::recordNoAction);
        accepted.targetsWithWork().forEach(workers::notifyWork);
    }

    /**
     * The work that remains after an accepting transaction has committed.
     *
     * @param targetsWithWork targets with a new command
     * @param results results that are already in the outbox
     * @param noActions the reasons for health events without an automatic command
     */
    public record AcceptedBatch(List<String> targetsWithWork, List<Result> results, List<Result> noActions) {
        public AcceptedBatch {
            targetsWithWork = List.copyOf(targetsWithWork);
            results = List.copyOf(results);
            noActions = List.copyOf(noActions);
        }

        public AcceptedBatch withNoActions(List<Result> reasons) {
            return new AcceptedBatch(targetsWithWork, results, reasons);
        }
    }
}
