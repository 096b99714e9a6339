package io.connwarden.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PeriodicTaskTest {
    private final ShutdownSignal shutdown = new ShutdownSignal();

    @Test
    void a_task_runs_until_the_shutdown_and_logs_an_outage_once(CapturedOutput output) {
        AtomicInteger runs = new AtomicInteger();

        new PeriodicTask("Outbox not read", "Outbox is read again", Duration.ofMillis(1), shutdown, () -> {
                    int run = runs.incrementAndGet();
                    if (run == 4) {
                        shutdown.shutDown();
                    } else if (run > 1) {
                        throw new IllegalStateException("run " + run);
                    }
                })
                .run();

        assertThat(runs).hasValue(4);
        assertThat(output.getOut().lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("Outbox not read; the next attempt follows in 1 ms. Cause: IllegalStateException: run 2");
        assertThat(output).contains("Outbox is read again. Duration of the outage:");
    }

    @Test
    void a_shutdown_during_a_run_ends_the_task() {
        new PeriodicTask("Work failed", "Work succeeds again", Duration.ofHours(1), shutdown, () -> {
                    throw new ShutdownException();
                })
                .run();

        assertThat(shutdown.isShutDown()).isFalse();
    }
}
