package io.connwarden.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.sql.target.TargetSettings;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final Queue<String> visited = new ConcurrentLinkedQueue<>();

    @Test
    void every_target_is_visited_once_and_those_that_let_nobody_in_again() {
        Predicate<TargetSettings> visit = target -> {
            visited.add(target.id());
            return target.id().equals("open") || visited.size() > 3;
        };
        try (Rounds rounds = new Rounds(visit, targets("open", "shut"), target -> true, NEVER, AT_ONCE)) {
            rounds.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(visited).containsExactly("open", "shut", "shut", "shut"));
        }
        assertThat(visited).hasSize(4);
    }

    @Test
    void the_services_own_session_comes_first() {
        AtomicBoolean laneOpen = new AtomicBoolean();
        try (Rounds rounds = new Rounds(this::note, targets("a"), target -> laneOpen.get(), NEVER, NEVER)) {
            rounds.start();
            assertThat(visited).isEmpty();
            laneOpen.set(true);
            await().atMost(SOON).until(() -> visited.size() == 1);
        }
    }

    @Test
    void a_target_that_is_not_ready_in_time_has_its_turn_in_a_later_round() {
        AtomicInteger looks = new AtomicInteger();
        Predicate<TargetSettings> late = target -> target.id().equals("ready") || looks.incrementAndGet() > 6;
        try (Rounds rounds = new Rounds(this::note, targets("late", "ready"), late, Duration.ZERO, AT_ONCE)) {
            rounds.start();
            await().atMost(SOON).untilAsserted(() -> assertThat(visited).containsExactly("ready", "late"));
        }
        assertThat(looks).hasValueGreaterThan(6);
    }

    @Test
    void closing_ends_the_waiting() {
        Rounds rounds = new Rounds(this::note, targets("a", "b"), target -> false, NEVER, NEVER);
        rounds.start();
        rounds.close();
        assertThat(visited).isEmpty();
    }

    private boolean note(TargetSettings target) {
        return visited.add(target.id());
    }

    private static List<TargetSettings> targets(String... ids) {
        return List.of(ids).stream()
                .map(id -> TargetSettings.of(id, "jdbc:postgresql://h/d", "u", null))
                .toList();
    }
}
