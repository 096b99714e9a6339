package io.connwarden.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** Random traffic at a gate: whatever happens, limits hold, order holds, and nobody is forgotten. */
class LaneGatePropertyTest {
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final int places = 1 + random.nextInt(6);
    private final int guestLimit = random.nextInt(places + 1);
    private final LaneGate gate = new LaneGate(places, guestLimit);
    private final Deque<Ticket> ownersInLine = new ArrayDeque<>();
    private final List<Pass> inside = new ArrayList<>();
    private final List<Ticket> waiting = new ArrayList<>();

    @RepeatedTest(50)
    void limits_and_order_hold_and_nobody_is_forgotten() {
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(4)) {
                case 0 -> ask(Rank.OWNER);
                case 1 -> ask(Rank.GUEST);
                case 2 -> leave();
                default -> giveUp();
            }
            check();
        }
        while (!inside.isEmpty()) {
            leave();
            check();
        }
        assertThat(gate.counts().inside()).as("seed %d", seed).isZero();
        boolean guestsCanEnter = guestLimit > 0;
        assertThat(gate.counts().ownersWaiting()).as("seed %d", seed).isZero();
        assertThat(gate.counts().guestsWaiting() == 0 || !guestsCanEnter)
                .as("seed %d", seed)
                .isTrue();
    }

    private void ask(Rank rank) {
        Ticket ticket = Ticket.calling(() -> {});
        if (rank == Rank.OWNER) {
            ownersInLine.addLast(ticket);
        }
        waiting.add(ticket);
        gate.ask(ticket, rank);
    }

    private void leave() {
        if (!inside.isEmpty()) {
            inside.remove(random.nextInt(inside.size())).leave();
        }
    }

    private void giveUp() {
        if (waiting.isEmpty()) {
            return;
        }
        Ticket ticket = waiting.get(random.nextInt(waiting.size()));
        if (ticket.giveUp() == null) {
            gate.forget(ticket);
            waiting.remove(ticket);
            ownersInLine.remove(ticket);
        }
    }

    private void check() {
        for (Ticket ticket : List.copyOf(waiting)) {
            Pass pass = ticket.place();
            if (pass != null) {
                inside.add(pass);
                waiting.remove(ticket);
                inOrder(ticket);
            }
        }
        GateCounts counts = gate.counts();
        assertThat(counts.inside()).as("seed %d", seed).isEqualTo(inside.size()).isLessThanOrEqualTo(places);
        assertThat(counts.guestsInside()).as("seed %d", seed).isLessThanOrEqualTo(guestLimit);
        assertThat(counts.waiting()).as("seed %d", seed).isEqualTo(waiting.size());
        boolean freePlace = counts.inside() < places;
        assertThat(freePlace && counts.ownersWaiting() > 0)
                .as("a place stands empty while an owner waits, seed %d", seed)
                .isFalse();
        boolean guestAllowed = freePlace && counts.guestsInside() < guestLimit;
        assertThat(guestAllowed && counts.guestsWaiting() > 0)
                .as("a place stands empty that a waiting guest may have, seed %d", seed)
                .isFalse();
    }

    private void inOrder(Ticket entered) {
        if (ownersInLine.contains(entered)) {
            assertThat(ownersInLine.removeFirst()).as("seed %d", seed).isSameAs(entered);
        }
    }
}
