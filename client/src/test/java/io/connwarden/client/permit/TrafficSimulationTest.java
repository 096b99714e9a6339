package io.connwarden.client.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.throttle.Throttle;
import io.connwarden.testing.SeededTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Traffic at the limiters in virtual time. A scheduler runs events in order, without threads and without sleeping. */
class TrafficSimulationTest {
    private record Event(long at, long order, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }

    /** @param place number of waiting requests of the same name at its arrival, including itself */
    private record Wait(int place, long waited) {}

    private final PriorityQueue<Event> agenda = new PriorityQueue<>();
    private final Map<String, List<Wait>> waits = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();
    private long now;
    private long order;
    private int rejected;

    private final LaneLimiter standard = new LaneLimiter(8, 4);
    private final LaneLimiter reserved = new LaneLimiter(4, 1);

    @Test
    void high_priority_waits_only_for_itself_while_everything_else_is_saturated() {
        for (int i = 0; i < 200; i++) {
            at(i, () -> atEither("normal", 5_000));
            at(i, () -> atLimiter(standard, TrafficClass.SECONDARY, "low", 5_000));
        }
        for (int i = 0; i < 1000; i++) {
            at(2_000 + i * 10L, () -> atLimiter(reserved, TrafficClass.PRIMARY, "high", 20));
        }
        run();
        assertThat(waits.get("high")).hasSize(1000).allMatch(wait -> wait.waited() <= 20);
        assertThat(waits.get("normal")).hasSize(200);
        assertThat(waits.get("low")).hasSize(200);
    }

    @Test
    void low_priority_waits_for_normal_and_runs_when_the_load_ends() {
        for (int i = 0; i < 400; i++) {
            at(0, () -> atLimiter(standard, TrafficClass.PRIMARY, "normal", 100));
            at(1, () -> atLimiter(standard, TrafficClass.SECONDARY, "low", 100));
        }
        run();
        long lastNormal =
                waits.get("normal").stream().mapToLong(Wait::waited).max().orElseThrow();
        long firstLow = waits.get("low").stream().mapToLong(Wait::waited).min().orElseThrow();
        assertThat(waits.get("low")).hasSize(400);
        assertThat(firstLow).isGreaterThanOrEqualTo(lastNormal - 1);
    }

    @Test
    void flows_share_the_queue_evenly_whatever_their_size() {
        FairQueue queue = new FairQueue(10_000, 2, Throttle.OPEN);
        for (int i = 0; i < 1000; i++) {
            at(0, () -> atQueue(queue, "crowd", 10));
        }
        for (int i = 0; i < 100; i++) {
            at(1, () -> atQueue(queue, "small", 10));
        }
        run();
        // The small flow gets every second turn: 100 requests take 200 turns of 10 with two permits.
        assertThat(waits.get("small")).hasSize(100).allMatch(wait -> wait.waited() <= 1_010);
        assertThat(waits.get("crowd")).hasSize(1000);
    }

    @SeededTest(count = 20)
    void a_full_queue_rejects_new_entries_and_serves_every_accepted_one(long seed) {
        Random random = new Random(seed);
        FairQueue queue = new FairQueue(50, 3, Throttle.OPEN);
        for (int i = 0; i < 2000; i++) {
            String flow = "flow " + random.nextInt(5);
            at(random.nextInt(3_000), () -> atQueue(queue, flow, 20));
        }
        run();
        int served = waits.values().stream().mapToInt(List::size).sum();
        assertThat(served + rejected).isEqualTo(2000);
        assertThat(rejected).isPositive();
        // The five flows take turns, and three requests at a time take 20 each. A request waits for at most five turns
        // per request of its own flow that was waiting before it.
        assertThat(waits.values().stream().flatMap(List::stream))
                .allMatch(wait -> wait.waited() <= 20L * (5 * wait.place() / 3 + 2));
        assertThat(queue.counts()).isEqualTo(new FairQueue.QueueCounts(0, 0, 50, 3));
    }

    private void atQueue(FairQueue queue, String flow, long takes) {
        enqueue(flow, takes, request -> {
            if (queue.enqueue(request, flow) instanceof Admission.Rejected) {
                rejected++;
                waiting.merge(flow, -1, Integer::sum);
            }
        });
    }

    private void atLimiter(LaneLimiter limiter, TrafficClass rank, String name, long takes) {
        enqueue(name, takes, request -> limiter.enqueue(request, rank));
    }

    private void atEither(String name, long takes) {
        enqueue(name, takes, request -> {
            standard.enqueue(request, TrafficClass.PRIMARY);
            reserved.enqueue(request, TrafficClass.SECONDARY);
        });
    }

    private void enqueue(String name, long takes, Consumer<PermitRequest> enqueueRequest) {
        long arrivedAt = now;
        int place = waiting.merge(name, 1, Integer::sum);
        PermitRequest[] holder = new PermitRequest[1];
        holder[0] = PermitRequest.withCallback(() -> at(now, () -> {
            waits.computeIfAbsent(name, unused -> new ArrayList<>()).add(new Wait(place, now - arrivedAt));
            waiting.merge(name, -1, Integer::sum);
            standard.remove(holder[0]);
            reserved.remove(holder[0]);
            at(now + takes, () -> Objects.requireNonNull(holder[0].permit()).release());
        }));
        enqueueRequest.accept(holder[0]);
    }

    private void at(long time, Runnable task) {
        agenda.add(new Event(time, order++, task));
    }

    private void run() {
        while (!agenda.isEmpty()) {
            Event next = agenda.remove();
            now = next.at();
            next.task().run();
        }
    }
}
