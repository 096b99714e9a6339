package io.connwarden.client.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** Random traffic at a gate: whatever happens, limits hold, order holds, and nobody is forgotten. */
class LaneLimiterPropertyTest {
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final int permits = 1 + random.nextInt(6);
    private final int guestLimit = random.nextInt(permits + 1);
    private final LaneLimiter limiter = new LaneLimiter(permits, guestLimit);
    private final Deque<PermitRequest> ownersInLine = new ArrayDeque<>();
    private final List<Permit> inside = new ArrayList<>();
    private final List<PermitRequest> waiting = new ArrayList<>();

    @RepeatedTest(50)
    void limits_and_order_hold_and_no_request_is_lost() {
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
        assertThat(limiter.counts().held()).as("seed %d", seed).isZero();
        boolean guestsCanEnter = guestLimit > 0;
        assertThat(limiter.counts().waitingOwners()).as("seed %d", seed).isZero();
        assertThat(limiter.counts().waitingGuests() == 0 || !guestsCanEnter)
                .as("seed %d", seed)
                .isTrue();
    }

    private void ask(Rank rank) {
        PermitRequest ticket = PermitRequest.withCallback(() -> {});
        if (rank == Rank.OWNER) {
            ownersInLine.addLast(ticket);
        }
        waiting.add(ticket);
        limiter.enqueue(ticket, rank);
    }

    private void leave() {
        if (!inside.isEmpty()) {
            inside.remove(random.nextInt(inside.size())).release();
        }
    }

    private void giveUp() {
        if (waiting.isEmpty()) {
            return;
        }
        PermitRequest ticket = waiting.get(random.nextInt(waiting.size()));
        if (ticket.cancel() == null) {
            limiter.remove(ticket);
            waiting.remove(ticket);
            ownersInLine.remove(ticket);
        }
    }

    private void check() {
        for (PermitRequest ticket : List.copyOf(waiting)) {
            Permit pass = ticket.permit();
            if (pass != null) {
                inside.add(pass);
                waiting.remove(ticket);
                inOrder(ticket);
            }
        }
        LaneLimiter.Counts counts = limiter.counts();
        assertThat(counts.held()).as("seed %d", seed).isEqualTo(inside.size()).isLessThanOrEqualTo(permits);
        assertThat(counts.heldByGuests()).as("seed %d", seed).isLessThanOrEqualTo(guestLimit);
        assertThat(counts.waiting()).as("seed %d", seed).isEqualTo(waiting.size());
        boolean freePlace = counts.held() < permits;
        assertThat(freePlace && counts.waitingOwners() > 0)
                .as("a place stands empty while an owner waits, seed %d", seed)
                .isFalse();
        boolean guestAllowed = freePlace && counts.heldByGuests() < guestLimit;
        assertThat(guestAllowed && counts.waitingGuests() > 0)
                .as("a place stands empty that a waiting guest may have, seed %d", seed)
                .isFalse();
    }

    private void inOrder(PermitRequest entered) {
        if (ownersInLine.contains(entered)) {
            assertThat(ownersInLine.removeFirst()).as("seed %d", seed).isSameAs(entered);
        }
    }
}
