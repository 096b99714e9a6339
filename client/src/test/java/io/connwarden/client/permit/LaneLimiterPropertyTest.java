package io.connwarden.client.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.testing.SeededTest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Random traffic at a limiter: after every step, limits and order hold and no request is lost. */
class LaneLimiterPropertyTest {

    @SeededTest(count = 50)
    void limits_and_order_hold_and_no_request_is_lost(long seed) {
        Traffic traffic = new Traffic(new Random(seed));
        for (int step = 0; step < 400; step++) {
            traffic.step();
        }
        traffic.releaseAll();
        assertThat(traffic.limiter.counts().held()).isZero();
        assertThat(traffic.limiter.counts().waitingOwners()).isZero();
        if (traffic.guestLimit > 0) {
            assertThat(traffic.limiter.counts().waitingGuests()).isZero();
        }
    }

    private static final class Traffic {
        final Random random;
        final int permits;
        final int guestLimit;
        final LaneLimiter limiter;
        final Deque<PermitRequest> waitingOwners = new ArrayDeque<>();
        final List<Permit> held = new ArrayList<>();
        final List<PermitRequest> waiting = new ArrayList<>();

        Traffic(Random random) {
            this.random = random;
            this.permits = 1 + random.nextInt(6);
            this.guestLimit = random.nextInt(permits + 1);
            this.limiter = new LaneLimiter(permits, guestLimit);
        }

        void step() {
            switch (random.nextInt(4)) {
                case 0 -> enqueue(Rank.OWNER);
                case 1 -> enqueue(Rank.GUEST);
                case 2 -> release();
                default -> cancel();
            }
            check();
        }

        void releaseAll() {
            while (!held.isEmpty()) {
                release();
                check();
            }
        }

        private void enqueue(Rank rank) {
            PermitRequest request = PermitRequest.withCallback(() -> {});
            if (rank == Rank.OWNER) {
                waitingOwners.addLast(request);
            }
            waiting.add(request);
            limiter.enqueue(request, rank);
        }

        private void release() {
            if (!held.isEmpty()) {
                held.remove(random.nextInt(held.size())).release();
            }
        }

        private void cancel() {
            if (waiting.isEmpty()) {
                return;
            }
            PermitRequest request = waiting.get(random.nextInt(waiting.size()));
            if (request.cancel() == null) {
                limiter.remove(request);
                waiting.remove(request);
                waitingOwners.remove(request);
            }
        }

        private void check() {
            for (PermitRequest request : List.copyOf(waiting)) {
                Permit permit = request.permit();
                if (permit != null) {
                    held.add(permit);
                    waiting.remove(request);
                    checkOrder(request);
                }
            }
            LaneLimiter.PermitCounts counts = limiter.counts();
            assertThat(counts.held()).isEqualTo(held.size()).isLessThanOrEqualTo(permits);
            assertThat(counts.heldByGuests()).isLessThanOrEqualTo(guestLimit);
            assertThat(counts.waiting()).isEqualTo(waiting.size());
            boolean permitFree = counts.held() < permits;
            assertThat(permitFree && counts.waitingOwners() > 0)
                    .as("a permit is free while an owner waits")
                    .isFalse();
            boolean guestAllowed = permitFree && counts.heldByGuests() < guestLimit;
            assertThat(guestAllowed && counts.waitingGuests() > 0)
                    .as("a permit is free that a waiting guest may use")
                    .isFalse();
        }

        private void checkOrder(PermitRequest granted) {
            if (waitingOwners.contains(granted)) {
                assertThat(waitingOwners.removeFirst()).isSameAs(granted);
            }
        }
    }
}
