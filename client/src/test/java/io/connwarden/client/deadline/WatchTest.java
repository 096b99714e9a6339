package io.connwarden.client.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

    @Test
    void who_finds_no_spot_is_watched_all_the_same() {
        int more = Spots.SPOTS + 50;
        List<AtomicInteger> looks = new ArrayList<>();
        List<Watched> items = new ArrayList<>();
        List<Integer> spots = new ArrayList<>();
        for (int i = 0; i < more; i++) {
            AtomicInteger looked = new AtomicInteger();
            Watched item = now -> looked.incrementAndGet();
            looks.add(looked);
            items.add(item);
            spots.add(watch.takeSpot(item));
        }
        watch.sweep(1);
        assertThat(looks).allSatisfy(looked -> assertThat(looked).hasValue(1));

        for (int i = 0; i < more; i++) {
            assertThat(watch.isEmpty()).isFalse();
            watch.leaveSpot(spots.get(i), items.get(i));
        }
        assertThat(watch.isEmpty()).isTrue();
        watch.sweep(2);
        assertThat(looks).allSatisfy(looked -> assertThat(looked).hasValue(1));
    }

    @Test
    void a_sleeping_watch_is_woken_by_whoever_takes_a_spot_or_is_added() {
        AtomicInteger woken = new AtomicInteger();
        watch.wakeBy(woken::incrementAndGet);
        watch.takeSpot(now -> {});
        assertThat(woken).hasValue(0);
        watch.asleep(true);
        watch.takeSpot(now -> {});
        watch.add(now -> {});
        assertThat(woken).hasValue(2);
    }
}
