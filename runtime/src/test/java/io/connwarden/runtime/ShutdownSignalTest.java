package io.connwarden.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShutdownSignalTest {
    private final ShutdownSignal shutdown = new ShutdownSignal();

    @Test
    void a_wait_ends_with_its_timeout_while_the_service_runs() {
        assertThat(shutdown.awaitShutdown(Duration.ofMillis(1))).isFalse();
        shutdown.sleep(Duration.ofMillis(1));
        assertThat(shutdown.isShutDown()).isFalse();
    }

    @Test
    void a_wait_ends_with_the_shutdown() {
        shutdown.shutDown();

        assertThat(shutdown.isShutDown()).isTrue();
        assertThat(shutdown.awaitShutdown(Duration.ofDays(1))).isTrue();
        assertThatThrownBy(() -> shutdown.sleep(Duration.ofDays(1))).isInstanceOf(ShutdownException.class);
    }

    @Test
    void an_interrupted_wait_ends_like_a_shutdown_and_keeps_the_interrupt() {
        Thread.currentThread().interrupt();

        assertThat(shutdown.awaitShutdown(Duration.ofDays(1))).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }
}
