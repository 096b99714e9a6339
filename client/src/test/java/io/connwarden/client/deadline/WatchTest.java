package io.connwarden.client.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final Watch watch = new Watch();

    @Test
    void an_item_that_throws_an_error_keeps_no_other_from_its_deadline() {
        AtomicInteger looks = new AtomicInteger();
        // On both sides of whatever order the set has.
        for (int i = 0; i < 50; i++) {
            watch.add(now -> looks.incrementAndGet());
            watch.add(now -> {
                throw new NoClassDefFoundError("of an item");
            });
        }
        watch.sweep(1);
        watch.sweep(2);
        assertThat(looks).hasValue(100);
    }
}
