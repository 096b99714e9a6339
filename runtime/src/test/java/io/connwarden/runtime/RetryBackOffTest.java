package io.connwarden.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.backoff.BackOffExecution;

class RetryBackOffTest {
    @Test
    void the_delay_doubles_up_to_the_maximum() {
        BackOffExecution delays =
                RetryBackOff.of(Duration.ofSeconds(1), Duration.ofSeconds(30)).start();

        assertThat(LongStream.range(0, 8).map(attempt -> delays.nextBackOff() / 1_000))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void the_retries_have_no_end() {
        BackOffExecution delays = RetryBackOff.standard().start();

        assertThat(LongStream.range(0, 100_000)
                        .map(attempt -> delays.nextBackOff())
                        .max())
                .hasValue(5_000);
        assertThat(delays.nextBackOff()).isEqualTo(5_000);
    }

    @Test
    void equal_bounds_give_a_constant_delay() {
        BackOffExecution delays =
                RetryBackOff.of(Duration.ofMillis(1), Duration.ofMillis(1)).start();

        assertThat(LongStream.range(0, 3).map(attempt -> delays.nextBackOff())).containsOnly(1L);
    }
}
