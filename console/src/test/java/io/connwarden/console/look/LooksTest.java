package io.connwarden.console.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LooksTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    private final List<Look> sent = new ArrayList<>();
    private final Looks looks = new Looks(sent::add, nanos::get, () -> {});

    @Test
    void any_number_of_viewers_send_one_request_in_3_s_per_target() {
        for (int millis = 0; millis < 9_000; millis++) {
            looks.look("orders-db");
            looks.look("billing-db");
            nanos.addAndGet(1_000_000);
        }
        assertThat(sent).filteredOn(look -> look.target().equals("orders-db")).hasSize(3);
        assertThat(sent).hasSize(6);
    }

    @Test
    void a_request_is_valid_until_the_next_one_is_surely_sent() {
        looks.look("orders-db");
        assertThat(sent).containsExactly(new Look("orders-db", Looks.SECONDS));
        assertThat(Duration.ofSeconds(Looks.SECONDS)).isGreaterThan(Looks.INTERVAL.multipliedBy(2));
    }
}
