package io.connwarden.standalone.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.standalone.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingConditionsTest {
    private static final String PAUSE = "by ann since 2026-01-01T10:00:00Z until RESUME: upgrade; send RESUME";

    private Optional<String> pause = Optional.of(PAUSE);
    private final PauseNotice notice = new PauseNotice(() -> pause);

    @Test
    void pause_and_alerts_are_printed_as_one_block() {
        assertThat(printed(Optional.of(PAUSE), List.of("StuckTransactions since 2026-01-01T09:00:00Z")))
                .isEqualTo("  PAUSED " + PAUSE + "\n  ALERT firing  StuckTransactions since 2026-01-01T09:00:00Z\n\n");
        assertThat(printed(Optional.empty(), List.of())).isEmpty();
    }

    @Test
    void a_pause_that_holds_rules_back_is_told_once() {
        assertThat(after(HealthStatus.HEALTHY)).isEmpty();
        assertThat(after(HealthStatus.CRITICAL)).contains("PAUSED: no rule acts at status CRITICAL; paused " + PAUSE);
        assertThat(after(HealthStatus.CRITICAL)).isEmpty();
        assertThat(after(HealthStatus.UNREACHABLE)).isEmpty();
        assertThat(after(HealthStatus.WARNING)).isEmpty();
    }

    @Test
    void a_pause_is_told_again_after_a_healthy_sample_or_if_it_is_another_one() {
        assertThat(after(HealthStatus.WARNING)).isPresent();
        assertThat(after(HealthStatus.HEALTHY)).isEmpty();
        assertThat(after(HealthStatus.WARNING)).isPresent();
        pause = Optional.of("by joe");
        assertThat(after(HealthStatus.WARNING)).contains("PAUSED: no rule acts at status WARNING; paused by joe");
        pause = Optional.empty();
        assertThat(after(HealthStatus.WARNING)).isEmpty();
    }

    private Optional<String> after(HealthStatus status) {
        Health.Builder health = Health.builder("orders-db", status, "because", Instant.EPOCH);
        return notice.after(
                status == HealthStatus.UNREACHABLE
                        ? health.build()
                        : health.counts(Counts.builder()
                                        .maxConnections(100)
                                        .usableConnections(97)
                                        .build())
                                .serverVersion("18.1")
                                .inRecovery(false)
                                .build());
    }

    private static String printed(Optional<String> pause, List<String> alerts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StandingConditions.print(
                pause,
                alerts,
                List.of(),
                new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false, true));
        return out.toString(StandardCharsets.UTF_8);
    }
}
