package io.connwarden.client.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LaneLimiterTest {
    private final LaneLimiter limiter = new LaneLimiter(3, 1);
    private final List<String> granted = new ArrayList<>();

    @Test
    void permits_are_granted_until_none_is_left() {
        assertThat(limiter.tryAcquire(Rank.OWNER)).isNotNull();
        assertThat(limiter.tryAcquire(Rank.OWNER)).isNotNull();
        assertThat(limiter.tryAcquire(Rank.OWNER)).isNotNull();
        assertThat(limiter.tryAcquire(Rank.OWNER)).isNull();
    }

    @Test
    void guests_never_hold_more_permits_than_their_limit() {
        assertThat(limiter.tryAcquire(Rank.GUEST)).isNotNull();
        assertThat(limiter.tryAcquire(Rank.GUEST)).isNull();
        assertThat(limiter.tryAcquire(Rank.OWNER)).isNotNull();
    }

    @Test
    void owners_are_granted_permits_in_order_of_arrival() {
        List<Permit> held = fill();
        enqueue("first", Rank.OWNER);
        enqueue("second", Rank.OWNER);
        enqueue("third", Rank.OWNER);
        held.forEach(Permit::release);
        assertThat(granted).containsExactly("first", "second", "third");
    }

    @Test
    void a_waiting_owner_precedes_a_guest_that_arrived_earlier() {
        List<Permit> held = fill();
        enqueue("guest", Rank.GUEST);
        enqueue("owner", Rank.OWNER);
        held.get(0).release();
        assertThat(granted).containsExactly("owner");
        held.get(1).release();
        assertThat(granted).containsExactly("owner", "guest");
    }

    @Test
    void a_new_request_does_not_overtake_a_waiting_one() {
        List<Permit> held = fill();
        PermitRequest waiting = enqueue("waiting", Rank.OWNER);
        held.get(0).release();
        assertThat(waiting.permit()).isNotNull();
        assertThat(limiter.tryAcquire(Rank.OWNER)).isNull();
    }

    @Test
    void a_cancelled_request_is_skipped() {
        List<Permit> held = fill();
        PermitRequest cancelled = enqueue("impatient", Rank.OWNER);
        enqueue("patient", Rank.OWNER);
        assertThat(cancelled.cancel()).isNull();
        held.get(0).release();
        assertThat(granted).containsExactly("patient");
        assertThat(limiter.counts().heldByOwners()).isEqualTo(3);
    }

    @Test
    void a_guest_is_admitted_when_the_last_waiting_owner_is_removed() {
        LaneLimiter small = new LaneLimiter(2, 1);
        Objects.requireNonNull(small.tryAcquire(Rank.OWNER));
        Permit second = Objects.requireNonNull(small.tryAcquire(Rank.OWNER));
        PermitRequest owner = PermitRequest.withCallback(() -> granted.add("owner"));
        small.enqueue(owner, Rank.OWNER);
        small.enqueue(PermitRequest.withCallback(() -> granted.add("guest")), Rank.GUEST);
        owner.cancel();
        small.remove(owner);
        assertThat(granted).isEmpty();
        second.release();
        assertThat(granted).containsExactly("guest");
    }

    @Test
    void a_request_at_two_limiters_is_granted_by_one_only() {
        LaneLimiter other = new LaneLimiter(1, 1);
        Permit there = Objects.requireNonNull(other.tryAcquire(Rank.OWNER));
        List<Permit> here = fill();
        PermitRequest both = enqueue("both", Rank.OWNER);
        other.enqueue(both, Rank.GUEST);

        there.release();
        here.get(0).release();

        assertThat(granted).containsExactly("both");
        assertThat(other.hasIssued(Objects.requireNonNull(both.permit()))).isTrue();
        assertThat(other.counts().heldByGuests()).isEqualTo(1);
        assertThat(limiter.counts().held()).isEqualTo(2);
        assertThat(limiter.counts().waiting()).isZero();
    }

    @Test
    void a_cancel_after_the_grant_returns_the_permit() {
        PermitRequest request = enqueue("quick", Rank.OWNER);
        assertThat(request.cancel()).isNotNull();
    }

    @Test
    void an_interrupted_thread_does_not_wait() {
        fill();
        PermitRequest request = PermitRequest.forCurrentThread();
        limiter.enqueue(request, Rank.OWNER);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> request.await(Long.MAX_VALUE / 2)).isInstanceOf(InterruptedException.class);
    }

    private List<Permit> fill() {
        List<Permit> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(Objects.requireNonNull(limiter.tryAcquire(Rank.OWNER)));
        }
        return held;
    }

    private PermitRequest enqueue(String name, Rank rank) {
        PermitRequest request = PermitRequest.withCallback(() -> granted.add(name));
        limiter.enqueue(request, rank);
        return request;
    }
}
