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

class StartupDiagnosticsTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final Queue<String> diagnosed = new ConcurrentLinkedQueue<>();

    @Test
    void every_target_is_diagnosed_once_and_unreachable_targets_again() {
        Predicate<TargetSettings> visit = target -> {
            diagnosed.add(target.id());
            return target.id().equals("open") || diagnosed.size() > 3;
        };
        try (StartupDiagnostics rounds =
                new StartupDiagnostics(visit, targets("open", "shut"), target -> true, NEVER, AT_ONCE)) {
            rounds.start();
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(diagnosed).containsExactly("open", "shut", "shut", "shut"));
        }
        assertThat(diagnosed).hasSize(4);
    }

    @Test
    void the_diagnosis_waits_for_the_services_own_session() {
        AtomicBoolean sessionOpen = new AtomicBoolean();
        try (StartupDiagnostics rounds =
                new StartupDiagnostics(this::recordTarget, targets("a"), target -> sessionOpen.get(), NEVER, NEVER)) {
            rounds.start();
            assertThat(diagnosed).isEmpty();
            sessionOpen.set(true);
            await().atMost(TIMEOUT).until(() -> diagnosed.size() == 1);
        }
    }

    @Test
    void an_unready_target_is_postponed_and_diagnosed_in_the_second_round() {
        Predicate<TargetSettings> ready = target -> !target.id().equals("never");
        try (StartupDiagnostics rounds =
                new StartupDiagnostics(this::recordTarget, targets("never", "other"), ready, Duration.ZERO, AT_ONCE)) {
            rounds.start();
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(diagnosed).containsExactly("other", "never"));
        }
    }

    @Test
    void close_ends_the_wait_for_readiness() {
        StartupDiagnostics rounds =
                new StartupDiagnostics(this::recordTarget, targets("a", "b"), target -> false, NEVER, NEVER);
        rounds.start();
        rounds.close();
        assertThat(diagnosed).isEmpty();
    }

    private boolean recordTarget(TargetSettings target) {
        return diagnosed.add(target.id());
    }

    private static List<TargetSettings> targets(String... ids) {
        return List.of(ids).stream()
                .map(id -> TargetSettings.of(id, "jdbc:postgresql://h/d", "u", null))
                .toList();
    }
}
