package io.connwarden.client.queue;

import io.connwarden.client.call.Call;
import io.connwarden.client.call.Stage;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.gate.Pass;
import io.connwarden.client.gate.Ticket;
import io.connwarden.client.query.Effect;
import io.connwarden.client.query.Priority;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryInterruptedException;
import org.jspecify.annotations.Nullable;

/** Makes low priority wait for its turn on the caller's own thread; all other calls pass straight through. */
public final class QueuedCalls implements Stage {
    private final Stage next;
    private final WaitingLine line;
    private final QueueEndings endings;
    private final NanoClock clock;

    public QueuedCalls(Stage next, WaitingLine line, QueueEndings endings, NanoClock clock) {
        this.next = next;
        this.line = line;
        this.endings = endings;
        this.clock = clock;
    }

    @Override
    public <T extends @Nullable Object> T run(Call call, Query<T> query) {
        if (call.priority() != Priority.LOW || call.queuedAlready()) {
            return next.run(call, query);
        }
        call.takesTurn(awaitTurn(call)::leave);
        try {
            return next.run(call, query);
        } finally {
            call.leaveTurn();
        }
    }

    private Pass awaitTurn(Call call) {
        Ticket ticket = Ticket.forThisThread();
        endings.throwIfRefused(line.enter(ticket, call.name()), call);
        try {
            Pass turn = ticket.await(call.deadline().remaining(clock.nanos()));
            Pass atLast = turn == null ? ticket.giveUp() : turn;
            if (atLast == null) {
                throw endings.timeout(call);
            }
            return atLast;
        } catch (InterruptedException e) {
            Pass turn = ticket.giveUp();
            if (turn != null) {
                turn.leave();
            }
            Thread.currentThread().interrupt();
            throw interrupted(call, e);
        } finally {
            line.forget(ticket, call.name());
        }
    }

    private static QueryInterruptedException interrupted(Call call, InterruptedException cause) {
        return new QueryInterruptedException(
                "Query '" + call.name() + "' was interrupted while it waited in the low-priority queue",
                call.ending(Effect.NONE),
                cause);
    }
}
