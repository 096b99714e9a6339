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
        assertThat(limiter.tryAcquire(TrafficClass.PRIMARY)).isNotNull();
        assertThat(limiter.tryAcquire(TrafficClass.PRIMARY)).isNotNull();
        assertThat(limiter.tryAcquire(TrafficClass.PRIMARY)).isNotNull();
        assertThat(limiter.tryAcquire(TrafficClass.PRIMARY)).isNull();
    }

    @Test
    void secondary_requests_never_hold_more_permits_than_their_limit() {
        assertThat(limiter.tryAcquire(TrafficClass.SECONDARY)).isNotNull();
        assertThat(limiter.tryAcquire(TrafficClass.SECONDARY)).isNull();
        assertThat(limiter.tryAcquire(TrafficClass.PRIMARY)).isNotNull();
    }

    @Test
    void primary_requests_are_granted_permits_in_order_of_arrival() {
        List<Permit> held = fill();
        enqueue("first", TrafficClass.PRIMARY);
        enqueue("second", TrafficClass.PRIMARY);
        enqueue("third", TrafficClass.PRIMARY);
        held.forEach(Permit::release);
        assertThat(granted).containsExactly("first", "second", "third");
    }

    @Test
    void a_waiting_primary_request_precedes_a_secondary_one_that_arrived_earlier() {
        List<Permit> held = fill();
        enqueue("secondary", TrafficClass.SECONDARY);
        enqueue("primary", TrafficClass.PRIMARY);
        held.get(0).release();
        assertThat(granted).containsExactly("primary");
        held.get(1).release();
        assertThat(granted).containsExactly("primary", "secondary");
    }

    @Test
    void a_new_request_does_not_overtake_a_waiting_one() {
        List<Permit> held = fill();
        PermitRequest waiting = enqueue("waiting", TrafficClass.PRIMARY);
        held.get(0).release();
        assertThat(waiting.permit()).isNotNull();
        assertThat(limiter.tryAcquire(TrafficClass.PRIMARY)).isNull();
    }

    @Test
    void a_cancelled_request_is_skipped() {
        List<Permit> held = fill();
        PermitRequest cancelled = enqueue("impatient", TrafficClass.PRIMARY);
        enqueue("patient", TrafficClass.PRIMARY);
        assertThat(cancelled.cancel()).isNull();
        held.get(0).release();
        assertThat(granted).containsExactly("patient");
        assertThat(limiter.counts().runningPrimary()).isEqualTo(3);
    }

    @Test
    void a_secondary_request_is_granted_when_the_last_waiting_primary_one_is_removed() {
        LaneLimiter small = new LaneLimiter(2, 1);
        Objects.requireNonNull(small.tryAcquire(TrafficClass.PRIMARY));
        Permit second = Objects.requireNonNull(small.tryAcquire(TrafficClass.PRIMARY));
        PermitRequest primary = PermitRequest.withCallback(() -> granted.add("primary"));
        small.enqueue(primary, TrafficClass.PRIMARY);
        small.enqueue(PermitRequest.withCallback(() -> granted.add("secondary")), TrafficClass.SECONDARY);
        primary.cancel();
        small.remove(primary);
        assertThat(granted).isEmpty();
        second.release();
        assertThat(granted).containsExactly("secondary");
    }

    @Test
    void a_request_at_two_limiters_is_granted_by_one_only() {
        LaneLimiter other = new LaneLimiter(1, 1);
        Permit there = Objects.requireNonNull(other.tryAcquire(TrafficClass.PRIMARY));
        List<Permit> here = fill();
        PermitRequest both = enqueue("both", TrafficClass.PRIMARY);
        other.enqueue(both, TrafficClass.SECONDARY);

        there.release();
        here.get(0).release();

        assertThat(granted).containsExactly("both");
        assertThat(other.hasIssued(Objects.requireNonNull(both.permit()))).isTrue();
        assertThat(other.counts().runningSecondary()).isEqualTo(1);
        assertThat(limiter.counts().running()).isEqualTo(2);
        assertThat(limiter.counts().waiting()).isZero();
    }

    @Test
    void a_cancel_after_the_grant_returns_the_permit() {
        PermitRequest request = enqueue("quick", TrafficClass.PRIMARY);
        assertThat(request.cancel()).isNotNull();
    }

    @Test
    void an_interrupted_thread_does_not_wait() {
        fill();
        PermitRequest request = PermitRequest.forCurrentThread();
        limiter.enqueue(request, TrafficClass.PRIMARY);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> request.await(Long.MAX_VALUE / 2)).isInstanceOf(InterruptedException.class);
    }

    private List<Permit> fill() {
        List<Permit> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(Objects.requireNonNull(limiter.tryAcquire(TrafficClass.PRIMARY)));
        }
        return held;
    }

    private PermitRequest enqueue(String name, TrafficClass rank) {
        PermitRequest request = PermitRequest.withCallback(() -> granted.add(name));
        limiter.enqueue(request, rank);
        return request;
    }
}
