package io.connwarden.client.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.throttle.Throttle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final List<String> started = new ArrayList<>();
    private final List<PermitRequest> requests = new ArrayList<>();
    private boolean open = true;
    private final FairQueue queue = new FairQueue(100, 1, () -> open);

    @Test
    void within_a_flow_first_come_is_first_served() {
        enqueue("report", 4);
        releaseAll();
        assertThat(started).containsExactly("report 1", "report 2", "report 3", "report 4");
    }

    @Test
    void flows_take_turns_so_that_a_large_flow_does_not_delay_a_small_one() {
        enqueue("crowd", 5);
        enqueue("single", 1);
        enqueue("pair", 2);
        releaseAll();
        assertThat(started)
                .containsExactly("crowd 1", "crowd 2", "single 1", "pair 1", "crowd 3", "pair 2", "crowd 4", "crowd 5");
    }

    @Test
    void a_full_queue_rejects_immediately_and_reports_its_size() {
        FairQueue small = new FairQueue(2, 1, Throttle.OPEN);
        assertThat(small.enqueue(request("a"), "a")).isInstanceOf(Admission.Accepted.class);
        assertThat(small.enqueue(request("b"), "b")).isInstanceOf(Admission.Accepted.class);
        assertThat(small.enqueue(request("c"), "c")).isInstanceOf(Admission.Accepted.class);
        assertThat(small.enqueue(request("d"), "d")).isEqualTo(new Admission.Rejected(2, 2));
        assertThat(small.counts().waiting()).isEqualTo(2);
    }

    @Test
    void a_queue_that_was_full_accepts_again_after_a_release() {
        FairQueue small = new FairQueue(1, 1, Throttle.OPEN);
        PermitRequest first = request("first");
        small.enqueue(first, "first");
        small.enqueue(request("second"), "second");
        Objects.requireNonNull(first.permit()).release();
        assertThat(small.enqueue(request("third"), "third")).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void a_blocking_throttle_delays_entries_and_loses_none() {
        open = false;
        enqueue("held", 3);
        queue.advance();
        assertThat(started).isEmpty();
        open = true;
        queue.advance();
        releaseAll();
        assertThat(started).containsExactly("held 1", "held 2", "held 3");
    }

    @Test
    void the_throttle_is_asked_once_per_granted_entry() {
        List<String> permits = new ArrayList<>(List.of("permit", "permit"));
        FairQueue limited = new FairQueue(100, 10, () -> !permits.isEmpty() && permits.remove("permit"));
        for (int i = 0; i < 5; i++) {
            limited.enqueue(request("paced " + i), "paced");
        }
        assertThat(started).hasSize(2);
        permits.add("permit");
        limited.advance();
        assertThat(started).hasSize(3);
    }

    @Test
    void a_removed_request_frees_its_queue_slot() {
        enqueue("a", 3);
        requests.get(1).cancel();
        queue.remove(requests.get(1), "a");
        assertThat(queue.counts().waiting()).isEqualTo(1);
        releaseAll();
        assertThat(started).containsExactly("a 1", "a 3");
    }

    @Test
    void a_cancelled_request_that_was_not_removed_is_skipped() {
        enqueue("a", 3);
        requests.get(1).cancel();
        releaseAll();
        assertThat(started).containsExactly("a 1", "a 3");
        assertThat(queue.counts()).isEqualTo(new FairQueue.QueueCounts(0, 0, 100, 1));
    }

    private void enqueue(String flow, int count) {
        for (int i = 1; i <= count; i++) {
            queue.enqueue(request(flow + " " + i), flow);
        }
    }

    private PermitRequest request(String name) {
        PermitRequest request = PermitRequest.withCallback(() -> started.add(name));
        requests.add(request);
        return request;
    }

    /** Releases every permit as soon as it is granted. */
    private void releaseAll() {
        List<PermitRequest> released = new ArrayList<>();
        boolean progressed = true;
        while (progressed) {
            progressed = false;
            for (PermitRequest request : requests) {
                Permit permit = request.permit();
                if (permit != null && !released.contains(request)) {
                    released.add(request);
                    permit.release();
                    progressed = true;
                }
            }
        }
    }
}
