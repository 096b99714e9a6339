package io.connwarden.monitor.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.testing.SeededTest;
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

class LatestEventQueueTest {
    private static final MonitorEventFactory EVENTS = new MonitorEventFactory("test");
    private final LatestEventQueue<Health> latest = new LatestEventQueue<>(SupersededHealth::withListenersOf);

    @Test
    void an_offered_event_can_be_taken_once() throws InterruptedException {
        Event<Health> event = event("a", 1);
        latest.offer(event);
        assertThat(latest.take(Duration.ZERO)).contains(event);
        assertThat(latest.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void a_newer_event_supersedes_a_queued_one_and_is_counted() throws InterruptedException {
        latest.offer(event("a", 1));
        latest.offer(event("a", 2));
        Event<Health> newest = event("a", 3);
        latest.offer(newest);
        assertThat(latest.take(Duration.ZERO)).contains(newest);
        assertThat(latest.acknowledge(newest)).isEqualTo(2);
    }

    @Test
    void the_listeners_of_a_superseded_event_are_reported_with_the_newer_one() throws InterruptedException {
        latest.offer(event("a", 1, 11));
        latest.offer(event("a", 2, 12));
        Event<Health> sent = latest.take(Duration.ZERO).orElseThrow();
        assertThat(sent.time()).isEqualTo(Instant.ofEpochSecond(2));
        assertThat(sent.data().listeners()).extracting(SessionId::pid).containsExactly(12, 11);
        latest.offer(event("a", 3, 13));
        latest.requeue(sent);
        assertThat(latest.take(Duration.ZERO).orElseThrow().data().listeners())
                .extracting(SessionId::pid)
                .containsExactly(13, 12, 11);
    }

    @Test
    void offer_returns_whether_an_older_event_was_superseded() {
        assertThat(latest.offer(event("a", 1))).isFalse();
        assertThat(latest.offer(event("b", 1))).isFalse();
        assertThat(latest.offer(event("a", 2))).isTrue();
    }

    @Test
    void take_returns_when_an_event_is_offered() throws Exception {
        Future<Optional<Event<Health>>> taken = startWaiting(() -> latest.take(Duration.ofHours(1)));
        Event<Health> event = event("a", 1);
        latest.offer(event);
        assertThat(taken.get(1, TimeUnit.MINUTES)).contains(event);
    }

    @Test
    void take_returns_when_the_event_in_flight_is_acknowledged() throws Exception {
        Event<Health> first = event("a", 1);
        Event<Health> second = event("a", 2);
        latest.offer(first);
        latest.take(Duration.ZERO);
        latest.offer(second);
        Future<Optional<Event<Health>>> taken = startWaiting(() -> latest.take(Duration.ofHours(1)));
        latest.acknowledge(first);
        assertThat(taken.get(1, TimeUnit.MINUTES)).contains(second);
    }

    @Test
    void take_returns_when_the_queue_is_closed() throws Exception {
        Future<Optional<Event<Health>>> taken = startWaiting(() -> latest.take(Duration.ofHours(1)));
        latest.close();
        assertThat(taken.get(1, TimeUnit.MINUTES)).isEmpty();
    }

    @Test
    void take_returns_empty_after_its_timeout() throws InterruptedException {
        assertThat(latest.take(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void superseded_events_are_reported_once() throws InterruptedException {
        latest.offer(event("a", 1));
        latest.offer(event("a", 2));
        latest.acknowledge(latest.take(Duration.ZERO).orElseThrow());
        latest.offer(event("a", 3));
        assertThat(latest.acknowledge(latest.take(Duration.ZERO).orElseThrow())).isZero();
    }

    @Test
    void only_one_event_per_target_is_in_flight() throws InterruptedException {
        Event<Health> first = event("a", 1);
        Event<Health> second = event("a", 2);
        latest.offer(first);
        latest.take(Duration.ZERO);
        latest.offer(second);
        assertThat(latest.take(Duration.ZERO)).isEmpty();
        latest.acknowledge(first);
        assertThat(latest.take(Duration.ZERO)).contains(second);
    }

    @Test
    void a_failed_event_is_queued_again() throws InterruptedException {
        Event<Health> event = event("a", 1);
        latest.offer(event);
        latest.take(Duration.ZERO);
        assertThat(latest.requeue(event)).isFalse();
        assertThat(latest.take(Duration.ZERO)).contains(event);
    }

    @Test
    void a_failed_event_never_replaces_a_newer_one() throws InterruptedException {
        Event<Health> old = event("a", 1);
        Event<Health> newer = event("a", 2);
        latest.offer(old);
        latest.take(Duration.ZERO);
        latest.offer(newer);
        assertThat(latest.requeue(old)).isTrue();
        assertThat(latest.take(Duration.ZERO)).contains(newer);
        assertThat(latest.acknowledge(newer)).isEqualTo(1);
    }

    @Test
    void targets_are_served_in_turn() throws InterruptedException {
        latest.offer(event("busy", 1));
        latest.offer(event("quiet", 1));
        Event<Health> first = latest.take(Duration.ZERO).orElseThrow();
        latest.offer(event("busy", 2));
        latest.acknowledge(first);
        assertThat(latest.take(Duration.ZERO).orElseThrow().subject()).isEqualTo("quiet");
    }

    @Test
    void pending_events_are_those_queued_and_those_in_flight() throws InterruptedException {
        latest.offer(event("a", 1));
        latest.offer(event("b", 1));
        Event<Health> out = latest.take(Duration.ZERO).orElseThrow();
        assertThat(latest.pendingCount()).isEqualTo(2);
        latest.acknowledge(out);
        assertThat(latest.pendingCount()).isEqualTo(1);
    }

    @Test
    void a_closed_queue_returns_its_remaining_events_without_waiting() throws InterruptedException {
        latest.offer(event("a", 1));
        latest.close();
        assertThat(latest.take(Duration.ofDays(1))).isPresent();
        assertThat(latest.take(Duration.ofDays(1))).isEmpty();
    }

    @Test
    void acknowledging_an_event_that_was_not_taken_fails() {
        assertThatThrownBy(() -> latest.acknowledge(event("a", 1))).isInstanceOf(IllegalStateException.class);
    }

    @SeededTest(count = 10)
    void random_failures_keep_the_order_per_target_and_account_for_every_event(long seed) throws InterruptedException {
        Random random = new Random(seed);
        Deque<Event<Health>> inFlight = new ArrayDeque<>();
        Map<String, List<Instant>> acknowledged = new HashMap<>();
        Set<String> lost = new HashSet<>();
        int offered = 0;
        int superseded = 0;
        for (int i = 1; i <= 5_000; i++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    latest.offer(event("t" + random.nextInt(4), i));
                    offered++;
                }
                case 2 -> latest.take(Duration.ZERO).ifPresent(inFlight::add);
                default -> {
                    Event<Health> event = inFlight.poll();
                    if (event != null && random.nextBoolean()) {
                        superseded += latest.acknowledge(event);
                        acknowledged
                                .computeIfAbsent(event.subject(), target -> new ArrayList<>())
                                .add(event.time());
                    } else if (event != null && latest.requeue(event)) {
                        lost.add(event.id().id());
                    }
                }
            }
        }
        while (!inFlight.isEmpty() || latest.pendingCount() > 0) {
            latest.take(Duration.ZERO).ifPresent(inFlight::add);
            Event<Health> event = inFlight.remove();
            superseded += latest.acknowledge(event);
            acknowledged
                    .computeIfAbsent(event.subject(), target -> new ArrayList<>())
                    .add(event.time());
        }
        int total = acknowledged.values().stream().mapToInt(List::size).sum();
        assertThat(total + superseded).isEqualTo(offered);
        assertThat(lost).hasSizeLessThanOrEqualTo(superseded);
        assertThat(acknowledged.values())
                .allSatisfy(times -> assertThat(times).isSorted().doesNotHaveDuplicates());
    }

    /** Starts a call in another thread and returns when that thread waits. */
    private static <T> Future<T> startWaiting(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "taker");
        thread.setDaemon(true);
        thread.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    private static Event<Health> event(String target, long second, int listener) {
        return create(Health.builder(target, HealthStatus.UNREACHABLE, "for the test", Instant.ofEpochSecond(second))
                .listeners(List.of(new SessionId(listener, Instant.EPOCH)))
                .build());
    }

    private static Event<Health> event(String target, long second) {
        return create(Assessment.unreachable(target, "for the test", "a remedy", Instant.ofEpochSecond(second)));
    }

    private static Event<Health> create(Health health) {
        return EVENTS.create(health, health.lastCheck());
    }
}
