package io.connwarden.actuator.acceptance;

import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.outcome.Cause;
import io.connwarden.actuator.outcome.Recorder;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.contracts.message.Result;
import io.connwarden.sql.store.CommandAnswer;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.EarlierCommand;
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
public final class Acceptance {
    private final Targets targets;
    private final Commands commands;
    private final StandingOrders standingOrders;
    private final Recorder recorder;
    private final FlowMetrics metrics;

    public Acceptance(
            Targets targets,
            Commands commands,
            Pauses pauses,
            TargetStates states,
            Recorder recorder,
            FlowMetrics metrics) {
        this.targets = targets;
        this.commands = commands;
        this.standingOrders = new StandingOrders(pauses, states);
        this.recorder = recorder;
        this.metrics = metrics;
    }

    /**
     * Accepts all or, when it throws, none.
     *
     * @return what there is to do once the transaction is committed
     */
    public Accepted accept(Collection<Arrival> arrivals, Instant now) {
        List<String> work = new ArrayList<>();
        List<Result> answered = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            Optional<Long> seq = commands.accept(arrival.row());
            if (seq.isEmpty()) {
                answerAgain(arrival.cause());
                continue;
            }
            Optional<Result> atOnce = answerAtOnce(arrival, seq.get(), now);
            atOnce.ifPresentOrElse(answered::add, () -> work.add(arrival.cause().target()));
        }
        return new Accepted(work, answered);
    }

    private void answerAgain(Cause cause) {
        Optional<EarlierCommand> earlier = commands.earlier(cause.id());
        String result = earlier.map(EarlierCommand::result).orElse(null);
        if (result != null) {
            recorder.again(cause.id(), result);
        }
    }

    private Optional<Result> answerAtOnce(Arrival arrival, long seq, Instant now) {
        Cause cause = arrival.cause();
        Optional<Result> refusal = Objection.to(cause.command(), arrival.expiresAt(), targets, now)
                .map(objection -> Results.plain(cause, objection.outcome(), objection.note(), now, now));
        if (refusal.isPresent()) {
            finish(seq, recorder.acted(cause, refusal.get(), false, null));
            return refusal;
        }
        Optional<Result> done = standingOrders.carryOut(cause, now);
        done.ifPresent(result -> finish(seq, recorder.published(cause, result)));
        return done;
    }

    private void finish(long seq, CommandAnswer answer) {
        if (!commands.answerAtOnce(seq, answer)) {
            throw new IllegalStateException("command " + seq + " was just accepted and is not ACCEPTED");
        }
    }

    /** What is left to do after the commit. */
    public void afterCommit(Accepted accepted, WorkBell bell) {
        accepted.answered().forEach(result -> metrics.answered(result, result.finishedAt()));
        accepted.work().forEach(bell::ring);
    }

    /**
     * What an accepting transaction leaves to do once it is committed.
     *
     * @param work targets with a new command
     * @param answered results that are in the outbox already
     */
    public record Accepted(List<String> work, List<Result> answered) {
        public Accepted {
            work = List.copyOf(work);
            answered = List.copyOf(answered);
        }
    }
}
