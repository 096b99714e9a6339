package io.connwarden.client.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final List<String> begun = new ArrayList<>();
    private final List<PermitRequest> tickets = new ArrayList<>();
    private boolean open = true;
    private final FairQueue queue = new FairQueue(100, 1, () -> open);

    @Test
    void within_a_flow_first_come_is_first_served() {
        enter("report", 4);
        endAll();
        assertThat(begun).containsExactly("report 1", "report 2", "report 3", "report 4");
    }

    @Test
    void flows_take_turns_so_that_a_large_flow_does_not_delay_a_small_one() {
        enter("crowd", 5);
        enter("single", 1);
        enter("pair", 2);
        endAll();
        assertThat(begun)
                .containsExactly("crowd 1", "crowd 2", "single 1", "pair 1", "crowd 3", "pair 2", "crowd 4", "crowd 5");
    }

    @Test
    void a_full_queue_rejects_immediately_and_reports_its_size() {
        FairQueue small = new FairQueue(2, 1, Throttle.OPEN);
        assertThat(small.enqueue(ticket("a"), "a")).isInstanceOf(Admission.Accepted.class);
        assertThat(small.enqueue(ticket("b"), "b")).isInstanceOf(Admission.Accepted.class);
        assertThat(small.enqueue(ticket("c"), "c")).isInstanceOf(Admission.Accepted.class);
        assertThat(small.enqueue(ticket("d"), "d")).isEqualTo(new Admission.Rejected(2, 2));
        assertThat(small.counts().waiting()).isEqualTo(2);
    }

    @Test
    void a_queue_that_was_full_accepts_again_after_a_release() {
        FairQueue small = new FairQueue(1, 1, Throttle.OPEN);
        PermitRequest first = ticket("first");
        small.enqueue(first, "first");
        small.enqueue(ticket("second"), "second");
        Objects.requireNonNull(first.permit()).release();
        assertThat(small.enqueue(ticket("third"), "third")).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void a_blocking_throttle_delays_entries_and_loses_none() {
        open = false;
        enter("held", 3);
        queue.advance();
        assertThat(begun).isEmpty();
        open = true;
        queue.advance();
        endAll();
        assertThat(begun).containsExactly("held 1", "held 2", "held 3");
    }

    @Test
    void the_throttle_is_asked_once_per_granted_entry() {
        List<String> permits = new ArrayList<>(List.of("permit", "permit"));
        FairQueue paced = new FairQueue(100, 10, () -> !permits.isEmpty() && permits.remove("permit"));
        for (int i = 0; i < 5; i++) {
            paced.enqueue(ticket("paced " + i), "paced");
        }
        assertThat(begun).hasSize(2);
        permits.add("permit");
        paced.advance();
        assertThat(begun).hasSize(3);
    }

    @Test
    void a_removed_request_frees_its_queue_slot() {
        enter("a", 3);
        tickets.get(1).cancel();
        queue.remove(tickets.get(1), "a");
        assertThat(queue.counts().waiting()).isEqualTo(1);
        endAll();
        assertThat(begun).containsExactly("a 1", "a 3");
    }

    @Test
    void a_cancelled_request_that_was_not_removed_is_skipped() {
        enter("a", 3);
        tickets.get(1).cancel();
        endAll();
        assertThat(begun).containsExactly("a 1", "a 3");
        assertThat(queue.counts()).isEqualTo(new FairQueue.Counts(0, 0, 100, 1));
    }

    private void enter(String flow, int count) {
        for (int i = 1; i <= count; i++) {
            queue.enqueue(ticket(flow + " " + i), flow);
        }
    }

    private PermitRequest ticket(String name) {
        PermitRequest ticket = PermitRequest.withCallback(() -> begun.add(name));
        tickets.add(ticket);
        return ticket;
    }

    /** Ends each as soon as it has begun, until none is left inside. */
    private void endAll() {
        List<PermitRequest> ended = new ArrayList<>();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (PermitRequest ticket : tickets) {
                Permit pass = ticket.permit();
                if (pass != null && !ended.contains(ticket)) {
                    ended.add(ticket);
                    pass.release();
                    moved = true;
                }
            }
        }
    }
}
