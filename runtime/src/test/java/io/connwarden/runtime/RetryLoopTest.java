package io.connwarden.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RetryLoopTest {
    private final ShutdownSignal shutdown = new ShutdownSignal();
    private final List<RuntimeException> failures = new ArrayList<>();
    private final RetryLoop loop =
            new RetryLoop(shutdown, failure -> failure instanceof IllegalStateException, failures::add);
    private final OutageLog outage =
            new OutageLog(LoggerFactory.getLogger(RetryLoopTest.class), "Store is down", "Store is up again");

    @Test
    void an_attempt_is_repeated_until_it_succeeds(CapturedOutput output) {
        AtomicInteger attempts = new AtomicInteger();

        int result = loop.run(
                () -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("attempt " + attempts);
                    }
                    return 7;
                },
                outage);

        assertThat(result).isEqualTo(7);
        assertThat(failures).hasSize(2);
        assertThat(output).contains("Store is down. Cause: IllegalStateException: attempt 1");
        assertThat(output).contains("Store is up again. Duration of the outage:");
    }

    @Test
    void a_permanent_failure_is_thrown_at_once() {
        assertThatThrownBy(() -> loop.run(
                        () -> {
                            throw new IllegalArgumentException("malformed");
                        },
                        outage))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(failures).isEmpty();
    }

    @Test
    void a_shutdown_ends_the_loop() {
        shutdown.shutDown();

        assertThatThrownBy(() -> loop.run(
                        () -> {
                            throw new IllegalStateException("down");
                        },
                        outage))
                .isInstanceOf(ShutdownException.class);
        assertThat(failures).hasSize(1);
    }
}
