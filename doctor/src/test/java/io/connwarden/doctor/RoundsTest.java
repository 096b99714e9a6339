package io.connwarden.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.sql.target.TargetSettings;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
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
    void a_service_whose_session_does_not_come_lets_the_others_go_first_and_is_told_why_in_the_second_round() {
        Predicate<TargetSettings> ready = target -> !target.id().equals("never");
        try (Rounds rounds = new Rounds(this::note, targets("never", "other"), ready, Duration.ZERO, AT_ONCE)) {
            rounds.start();
            await().atMost(SOON).untilAsserted(() -> assertThat(visited).containsExactly("other", "never"));
        }
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
