package io.connwarden.client.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A day at the gates in virtual time: a scheduler that runs events in order, without threads and without sleeping. */
class TrafficSimulationTest {
    private record Event(long at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }

    /** @param place how many of the same name were waiting when it asked, itself included */
    private record Wait(int place, long waited) {}

    private final PriorityQueue<Event> agenda = new PriorityQueue<>();
    private final Map<String, List<Wait>> waits = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();
    private long now;
    private long order;
    private int refused;

    private final LaneLimiter standard = new LaneLimiter(8, 4);
    private final LaneLimiter reserved = new LaneLimiter(4, 1);

    @Test
    void high_priority_waits_only_for_itself_while_everything_else_is_saturated() {
        for (int i = 0; i < 200; i++) {
            at(i, () -> inEither("normal", 5_000));
            at(i, () -> inGate(standard, Rank.GUEST, "low", 5_000));
        }
        for (int i = 0; i < 1000; i++) {
            at(2_000 + i * 10L, () -> inGate(reserved, Rank.OWNER, "high", 20));
        }
        run();
        assertThat(waits.get("high")).hasSize(1000).allMatch(wait -> wait.waited() <= 20);
        assertThat(waits.get("normal")).hasSize(200);
        assertThat(waits.get("low")).hasSize(200);
    }

    @Test
    void low_priority_waits_for_normal_and_runs_when_the_load_ends() {
        for (int i = 0; i < 400; i++) {
            at(0, () -> inGate(standard, Rank.OWNER, "normal", 100));
            at(1, () -> inGate(standard, Rank.GUEST, "low", 100));
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
            at(0, () -> inQueue(queue, "crowd", 10));
        }
        for (int i = 0; i < 100; i++) {
            at(1, () -> inQueue(queue, "small", 10));
        }
        run();
        // The small flow gets every second turn: 100 entries take 200 turns of 10 at two places.
        assertThat(waits.get("small")).hasSize(100).allMatch(wait -> wait.waited() <= 1_010);
        assertThat(waits.get("crowd")).hasSize(1000);
    }

    @Test
    void a_full_queue_rejects_new_entries_and_serves_every_accepted_one() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        FairQueue queue = new FairQueue(50, 3, Throttle.OPEN);
        for (int i = 0; i < 2000; i++) {
            String flow = "flow " + random.nextInt(5);
            at(random.nextInt(3_000), () -> inQueue(queue, flow, 20));
        }
        run();
        int served = waits.values().stream().mapToInt(List::size).sum();
        assertThat(served + refused).as("seed %d", seed).isEqualTo(2000);
        assertThat(refused).as("seed %d", seed).isPositive();
        // The five flows take turns, and three at a time take 20 each: nobody waits for more than five turns for
        // every one that its own flow had waiting.
        assertThat(waits.values().stream().flatMap(List::stream))
                .as("seed %d", seed)
                .allMatch(wait -> wait.waited() <= 20L * (5 * wait.place() / 3 + 2));
        assertThat(queue.counts()).as("seed %d", seed).isEqualTo(new FairQueue.Counts(0, 0, 50, 3));
    }

    private void inQueue(FairQueue queue, String flow, long takes) {
        asking(flow, takes, ticket -> {
            if (queue.enqueue(ticket, flow) instanceof Admission.Rejected) {
                refused++;
                waiting.merge(flow, -1, Integer::sum);
            }
        });
    }

    private void inGate(LaneLimiter gate, Rank rank, String name, long takes) {
        asking(name, takes, ticket -> gate.enqueue(ticket, rank));
    }

    private void inEither(String name, long takes) {
        asking(name, takes, ticket -> {
            standard.enqueue(ticket, Rank.OWNER);
            reserved.enqueue(ticket, Rank.GUEST);
        });
    }

    private void asking(String name, long takes, Consumer<PermitRequest> ask) {
        long askedAt = now;
        int place = waiting.merge(name, 1, Integer::sum);
        PermitRequest[] holder = new PermitRequest[1];
        holder[0] = PermitRequest.withCallback(() -> at(now, () -> {
            waits.computeIfAbsent(name, unused -> new ArrayList<>()).add(new Wait(place, now - askedAt));
            waiting.merge(name, -1, Integer::sum);
            standard.remove(holder[0]);
            reserved.remove(holder[0]);
            at(now + takes, () -> Objects.requireNonNull(holder[0].permit()).release());
        }));
        ask.accept(holder[0]);
    }

    private void at(long time, Runnable what) {
        agenda.add(new Event(time, order++, what));
    }

    private void run() {
        while (!agenda.isEmpty()) {
            Event next = agenda.remove();
            now = next.at();
            next.what().run();
        }
    }
}
