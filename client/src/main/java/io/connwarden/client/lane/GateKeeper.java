package io.connwarden.client.lane;

import io.connwarden.client.call.Call;
import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.gate.GateCounts;
import io.connwarden.client.gate.LaneGate;
import io.connwarden.client.gate.Pass;
import io.connwarden.client.gate.Rank;
import io.connwarden.client.gate.Ticket;
import io.connwarden.client.query.Effect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits at the gates for a call, within its deadline. Who need not wait is not looked at: that is the next one's to do. */
final class GateKeeper {
    private final NanoClock clock;

    GateKeeper(NanoClock clock) {
        this.clock = clock;
    }

    /** A place in one lane. */
    Pass enter(Call call, LaneGate gate, Rank rank) {
        Pass at = gate.tryEnter(rank);
        return at == null ? waitFor(call, gate, rank, gate, rank, Duration.ZERO) : at;
    }

    /**
     * A place in the gate asked first, or, when that has none within the patience, in whichever has one first. The
     * call keeps its turn at the first while it also waits at the second.
     */
    Pass enterEither(Call call, LaneGate first, Rank firstRank, LaneGate second, Rank secondRank, Duration patience) {
        Pass at = first.tryEnter(firstRank);
        return at == null ? waitFor(call, first, firstRank, second, secondRank, patience) : at;
    }

    private Pass waitFor(
            Call call, LaneGate first, Rank firstRank, LaneGate second, Rank secondRank, Duration patience) {
        Endings.refuseIfOver(call, clock.nanos(), null);
        Ticket ticket = Ticket.forThisThread();
        try {
            first.ask(ticket, firstRank);
            call.onWithdrawal(ticket::release);
            if (call.withdrawn()) {
                ticket.release();
            }
            Pass pass = ticket.await(Math.min(patience.toNanos(), remaining(call)));
            if (pass == null && second != first) {
                second.ask(ticket, secondRank);
            }
            return settled(call, ticket, ticket.await(remaining(call)), first);
        } catch (InterruptedException e) {
            leave(ticket.giveUp());
            Thread.currentThread().interrupt();
            throw Endings.interrupted(call, Effect.NONE, "it waited for a place", e);
        } finally {
            call.onWithdrawal(null);
            first.forget(ticket);
            second.forget(ticket);
        }
    }

    private static Pass settled(Call call, Ticket ticket, @Nullable Pass pass, LaneGate gate) {
        Pass atLast = pass == null ? ticket.giveUp() : pass;
        if (atLast == null) {
            throw Endings.timeout(call, Effect.NONE, "it waited for a place in its lane, where " + crowd(gate), null);
        }
        return atLast;
    }

    private static String crowd(LaneGate gate) {
        GateCounts counts = gate.counts();
        return counts.inside() + " of " + counts.places() + " connections were in use and " + counts.waiting()
                + " queries waited";
    }

    private static void leave(@Nullable Pass pass) {
        if (pass != null) {
            pass.leave();
        }
    }

    private long remaining(Call call) {
        return call.deadline().remaining(clock.nanos());
    }
}
