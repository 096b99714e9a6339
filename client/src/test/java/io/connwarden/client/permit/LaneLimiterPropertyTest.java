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
        assertThat(traffic.limiter.counts().running()).isZero();
        assertThat(traffic.limiter.counts().waitingPrimary()).isZero();
        if (traffic.maxSecondary > 0) {
            assertThat(traffic.limiter.counts().waitingSecondary()).isZero();
        }
    }

    private static final class Traffic {
        final Random random;
        final int permits;
        final int maxSecondary;
        final LaneLimiter limiter;
        final Deque<PermitRequest> waitingOwners = new ArrayDeque<>();
        final List<Permit> held = new ArrayList<>();
        final List<PermitRequest> waiting = new ArrayList<>();

        Traffic(Random random) {
            this.random = random;
            this.permits = 1 + random.nextInt(6);
            this.maxSecondary = random.nextInt(permits + 1);
            this.limiter = new LaneLimiter(permits, maxSecondary);
        }

        void step() {
            switch (random.nextInt(4)) {
                case 0 -> enqueue(TrafficClass.PRIMARY);
                case 1 -> enqueue(TrafficClass.SECONDARY);
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

        private void enqueue(TrafficClass rank) {
            PermitRequest request = PermitRequest.withCallback(() -> {});
            if (rank == TrafficClass.PRIMARY) {
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
            assertThat(counts.running()).isEqualTo(held.size()).isLessThanOrEqualTo(permits);
            assertThat(counts.runningSecondary()).isLessThanOrEqualTo(maxSecondary);
            assertThat(counts.waiting()).isEqualTo(waiting.size());
            boolean permitFree = counts.running() < permits;
            assertThat(permitFree && counts.waitingPrimary() > 0)
                    .as("a permit is free while a primary request waits")
                    .isFalse();
            boolean secondaryAllowed = permitFree && counts.runningSecondary() < maxSecondary;
            assertThat(secondaryAllowed && counts.waitingSecondary() > 0)
                    .as("a permit is free that a waiting secondary request may use")
                    .isFalse();
        }

        private void checkOrder(PermitRequest granted) {
            if (waitingOwners.contains(granted)) {
                assertThat(waitingOwners.removeFirst()).isSameAs(granted);
            }
        }
    }
}
