package io.connwarden.monitor.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.message.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatestPerTargetTest {
    private static final HealthEvents EVENTS = new HealthEvents("test");
    private final LatestPerTarget latest = new LatestPerTarget();

    @Test
    void what_is_left_can_be_taken_once() throws InterruptedException {
        Event<Health> event = event("a", 1);
        latest.offer(event);
        assertThat(latest.take(Duration.ZERO)).contains(event);
        assertThat(latest.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void a_newer_event_takes_the_place_of_one_still_waiting_and_the_gap_is_counted() throws InterruptedException {
        latest.offer(event("a", 1));
        latest.offer(event("a", 2));
        Event<Health> newest = event("a", 3);
        latest.offer(newest);
        assertThat(latest.take(Duration.ZERO)).contains(newest);
        assertThat(latest.delivered(newest)).isEqualTo(2);
    }

    @Test
    void leaving_an_event_tells_whether_an_older_one_is_gone() {
        assertThat(latest.offer(event("a", 1))).isFalse();
        assertThat(latest.offer(event("b", 1))).isFalse();
        assertThat(latest.offer(event("a", 2))).isTrue();
    }

    @Test
    void who_waits_is_woken_by_an_event_that_comes() throws Exception {
        Future<Optional<Event<Health>>> taken = inBackground(() -> latest.take(Duration.ofHours(1)));
        Event<Health> event = event("a", 1);
        latest.offer(event);
        assertThat(taken.get(20, TimeUnit.SECONDS)).contains(event);
    }

    @Test
    void who_waits_is_woken_when_the_event_before_has_arrived() throws Exception {
        Event<Health> first = event("a", 1);
        Event<Health> second = event("a", 2);
        latest.offer(first);
        latest.take(Duration.ZERO);
        latest.offer(second);
        Future<Optional<Event<Health>>> taken = inBackground(() -> latest.take(Duration.ofHours(1)));
        latest.delivered(first);
        assertThat(taken.get(20, TimeUnit.SECONDS)).contains(second);
    }

    @Test
    void who_waits_is_woken_by_the_close() throws Exception {
        Future<Optional<Event<Health>>> taken = inBackground(() -> latest.take(Duration.ofHours(1)));
        latest.close();
        assertThat(taken.get(20, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void who_waits_in_vain_gives_up() throws InterruptedException {
        assertThat(latest.take(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void a_gap_is_told_once() throws InterruptedException {
        latest.offer(event("a", 1));
        latest.offer(event("a", 2));
        latest.delivered(latest.take(Duration.ZERO).orElseThrow());
        latest.offer(event("a", 3));
        assertThat(latest.delivered(latest.take(Duration.ZERO).orElseThrow())).isZero();
    }

    @Test
    void one_event_of_a_target_is_out_at_a_time() throws InterruptedException {
        Event<Health> first = event("a", 1);
        Event<Health> second = event("a", 2);
        latest.offer(first);
        latest.take(Duration.ZERO);
        latest.offer(second);
        assertThat(latest.take(Duration.ZERO)).isEmpty();
        latest.delivered(first);
        assertThat(latest.take(Duration.ZERO)).contains(second);
    }

    @Test
    void an_event_that_did_not_arrive_waits_again() throws InterruptedException {
        Event<Health> event = event("a", 1);
        latest.offer(event);
        latest.take(Duration.ZERO);
        assertThat(latest.returned(event)).isFalse();
        assertThat(latest.take(Duration.ZERO)).contains(event);
    }

    @Test
    void an_event_that_did_not_arrive_never_displaces_a_newer_one() throws InterruptedException {
        Event<Health> old = event("a", 1);
        Event<Health> newer = event("a", 2);
        latest.offer(old);
        latest.take(Duration.ZERO);
        latest.offer(newer);
        assertThat(latest.returned(old)).isTrue();
        assertThat(latest.take(Duration.ZERO)).contains(newer);
        assertThat(latest.delivered(newer)).isEqualTo(1);
    }

    @Test
    void a_busy_target_leaves_the_others_their_turn() throws InterruptedException {
        latest.offer(event("busy", 1));
        latest.offer(event("quiet", 1));
        Event<Health> first = latest.take(Duration.ZERO).orElseThrow();
        latest.offer(event("busy", 2));
        latest.delivered(first);
        assertThat(latest.take(Duration.ZERO).orElseThrow().subject()).isEqualTo("quiet");
    }

    @Test
    void pending_counts_what_waits_and_what_is_out() throws InterruptedException {
        latest.offer(event("a", 1));
        latest.offer(event("b", 1));
        Event<Health> out = latest.take(Duration.ZERO).orElseThrow();
        assertThat(latest.pending()).isEqualTo(2);
        latest.delivered(out);
        assertThat(latest.pending()).isEqualTo(1);
    }

    @Test
    void once_closed_nobody_waits_but_what_is_left_can_be_taken() throws InterruptedException {
        latest.offer(event("a", 1));
        latest.close();
        assertThat(latest.take(Duration.ofDays(1))).isPresent();
        assertThat(latest.take(Duration.ofDays(1))).isEmpty();
    }

    @Test
    void answering_for_what_was_not_taken_is_a_defect() {
        assertThatThrownBy(() -> latest.delivered(event("a", 1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatever_fails_each_target_goes_forward_in_time_and_every_event_is_accounted_for()
            throws InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Deque<Event<Health>> out = new ArrayDeque<>();
        Map<String, List<Instant>> arrived = new HashMap<>();
        Set<String> lost = new HashSet<>();
        int offered = 0;
        int superseded = 0;
        for (int i = 1; i <= 20_000; i++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    latest.offer(event("t" + random.nextInt(4), i));
                    offered++;
                }
                case 2 -> latest.take(Duration.ZERO).ifPresent(out::add);
                default -> {
                    Event<Health> event = out.poll();
                    if (event != null && random.nextBoolean()) {
                        superseded += latest.delivered(event);
                        arrived.computeIfAbsent(event.subject(), target -> new ArrayList<>())
                                .add(event.time());
                    } else if (event != null && latest.returned(event)) {
                        lost.add(event.id().id());
                    }
                }
            }
        }
        while (!out.isEmpty() || latest.pending() > 0) {
            latest.take(Duration.ZERO).ifPresent(out::add);
            Event<Health> event = out.remove();
            superseded += latest.delivered(event);
            arrived.computeIfAbsent(event.subject(), target -> new ArrayList<>())
                    .add(event.time());
        }
        int total = arrived.values().stream().mapToInt(List::size).sum();
        assertThat(total + superseded).as("seed %d", seed).isEqualTo(offered);
        assertThat(lost).as("seed %d", seed).hasSizeLessThanOrEqualTo(superseded);
        assertThat(arrived.values())
                .as("seed %d", seed)
                .allSatisfy(times -> assertThat(times).isSorted().doesNotHaveDuplicates());
    }

    /** Returns when the other thread waits, so that the wake-up is what is tested. */
    private static <T> Future<T> inBackground(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "taker");
        thread.setDaemon(true);
        thread.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    private static Event<Health> event(String target, long second) {
        return EVENTS.of(Assessment.unreachable(target, "for the test", Instant.ofEpochSecond(second)));
    }
}
