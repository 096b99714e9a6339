package io.connwarden.client.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LaneLimiterTest {
    private final LaneLimiter limiter = new LaneLimiter(3, 1);
    private final List<String> entered = new ArrayList<>();

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
        List<Permit> inside = fill();
        ask("first", Rank.OWNER);
        ask("second", Rank.OWNER);
        ask("third", Rank.OWNER);
        inside.forEach(Permit::release);
        assertThat(entered).containsExactly("first", "second", "third");
    }

    @Test
    void a_waiting_owner_precedes_a_guest_that_arrived_earlier() {
        List<Permit> inside = fill();
        ask("guest", Rank.GUEST);
        ask("owner", Rank.OWNER);
        inside.get(0).release();
        assertThat(entered).containsExactly("owner");
        inside.get(1).release();
        assertThat(entered).containsExactly("owner", "guest");
    }

    @Test
    void a_new_request_does_not_overtake_a_waiting_one() {
        List<Permit> inside = fill();
        PermitRequest waiting = ask("waiting", Rank.OWNER);
        inside.get(0).release();
        assertThat(waiting.permit()).isNotNull();
        assertThat(limiter.tryAcquire(Rank.OWNER)).isNull();
    }

    @Test
    void a_cancelled_request_is_skipped() {
        List<Permit> inside = fill();
        PermitRequest impatient = ask("impatient", Rank.OWNER);
        ask("patient", Rank.OWNER);
        assertThat(impatient.cancel()).isNull();
        inside.get(0).release();
        assertThat(entered).containsExactly("patient");
        assertThat(limiter.counts().heldByOwners()).isEqualTo(3);
    }

    @Test
    void a_guest_is_admitted_when_the_last_waiting_owner_is_removed() {
        LaneLimiter small = new LaneLimiter(2, 1);
        Objects.requireNonNull(small.tryAcquire(Rank.OWNER));
        Permit second = Objects.requireNonNull(small.tryAcquire(Rank.OWNER));
        PermitRequest owner = PermitRequest.withCallback(() -> entered.add("owner"));
        small.enqueue(owner, Rank.OWNER);
        small.enqueue(PermitRequest.withCallback(() -> entered.add("guest")), Rank.GUEST);
        owner.cancel();
        small.remove(owner);
        assertThat(entered).isEmpty();
        second.release();
        assertThat(entered).containsExactly("guest");
    }

    @Test
    void a_request_at_two_limiters_is_granted_by_one_only() {
        LaneLimiter other = new LaneLimiter(1, 1);
        Permit there = Objects.requireNonNull(other.tryAcquire(Rank.OWNER));
        List<Permit> here = fill();
        PermitRequest both = ask("both", Rank.OWNER);
        other.enqueue(both, Rank.GUEST);

        there.release();
        here.get(0).release();

        assertThat(entered).containsExactly("both");
        assertThat(other.hasIssued(Objects.requireNonNull(both.permit()))).isTrue();
        assertThat(other.counts().heldByGuests()).isEqualTo(1);
        assertThat(limiter.counts().held()).isEqualTo(2);
        assertThat(limiter.counts().waiting()).isZero();
    }

    @Test
    void a_cancel_after_the_grant_returns_the_permit() {
        PermitRequest ticket = ask("quick", Rank.OWNER);
        assertThat(ticket.cancel()).isNotNull();
    }

    @Test
    void an_interrupted_thread_does_not_wait() {
        fill();
        PermitRequest ticket = PermitRequest.forCurrentThread();
        limiter.enqueue(ticket, Rank.OWNER);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ticket.await(Long.MAX_VALUE / 2)).isInstanceOf(InterruptedException.class);
    }

    private List<Permit> fill() {
        List<Permit> inside = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            inside.add(Objects.requireNonNull(limiter.tryAcquire(Rank.OWNER)));
        }
        return inside;
    }

    private PermitRequest ask(String name, Rank rank) {
        PermitRequest ticket = PermitRequest.withCallback(() -> entered.add(name));
        limiter.enqueue(ticket, rank);
        return ticket;
    }
}
