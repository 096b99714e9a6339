package io.connwarden.actuator.intake;

import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.contracts.message.Result;
import io.connwarden.sql.store.CommandCompletion;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.ExistingCommand;
import io.connwarden.sql.store.Pauses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Accepts commands in the caller's transaction. A command is known by its source and id: what comes again is answered
 * again if it is done, and otherwise left to whoever works on it. Thread-safe.
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
            Pauses pauses,
            TargetStates states,
            ResultRecorder recorder,
            ActuatorMetrics metrics) {
        this.targets = targets;
        this.commands = commands;
        this.immediateCommands = new ImmediateCommands(pauses, states);
        this.recorder = recorder;
        this.metrics = metrics;
    }

    /**
     * Accepts all or, when it throws, none.
     *
     * @return what there is to do once the transaction is committed
     */
    public AcceptedBatch accept(Collection<IncomingCommand> incomingCommands, Instant now) {
        List<String> work = new ArrayList<>();
        List<Result> answered = new ArrayList<>();
        for (IncomingCommand incoming : incomingCommands) {
            Optional<Long> seq = commands.accept(incoming.toRow());
            if (seq.isEmpty()) {
                republishResult(incoming.origin());
                continue;
            }
            Optional<Result> atOnce = executeImmediately(incoming, seq.get(), now);
            atOnce.ifPresentOrElse(
                    answered::add, () -> work.add(incoming.origin().target()));
        }
        return new AcceptedBatch(work, answered);
    }

    private void republishResult(CommandOrigin origin) {
        Optional<ExistingCommand> earlier = commands.findExisting(origin.id());
        String result = earlier.map(ExistingCommand::result).orElse(null);
        if (result != null) {
            recorder.republish(origin.id(), result);
        }
    }

    private Optional<Result> executeImmediately(IncomingCommand incoming, long seq, Instant now) {
        CommandOrigin origin = incoming.origin();
        Optional<Result> refusal = IntakeRejection.check(origin.command(), incoming.expiresAt(), targets, now)
                .map(rejection -> Results.withoutSessions(origin, rejection.outcome(), rejection.reason(), now, now));
        if (refusal.isPresent()) {
            complete(seq, recorder.logAndPublish(origin, refusal.get(), false, null));
            return refusal;
        }
        Optional<Result> done = immediateCommands.execute(origin, now);
        done.ifPresent(result -> complete(seq, recorder.publishResult(origin, result)));
        return done;
    }

    private void complete(long seq, CommandCompletion answer) {
        if (!commands.completeUnclaimed(seq, answer)) {
            throw new IllegalStateException("command " + seq + " was just accepted and is not ACCEPTED");
        }
    }

    /** What is left to do after the commit. */
    public void onCommit(AcceptedBatch accepted, WorkNotifier workers) {
        accepted.results().forEach(result -> metrics.recordResult(result, result.finishedAt()));
        accepted.targetsWithWork().forEach(workers::notifyWork);
    }

    /**
     * What an accepting transaction leaves to do once it is committed.
     *
     * @param targetsWithWork targets with a new command
     * @param results results that are in the outbox already
     */
    public record AcceptedBatch(List<String> targetsWithWork, List<Result> results) {
        public AcceptedBatch {
            targetsWithWork = List.copyOf(targetsWithWork);
            results = List.copyOf(results);
        }
    }
}
