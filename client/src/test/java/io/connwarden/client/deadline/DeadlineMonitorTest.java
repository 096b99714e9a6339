package io.connwarden.client.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlineMonitorTest {
    private final DeadlineMonitor monitor = new DeadlineMonitor();

    @Test
    void a_task_that_throws_does_not_stop_the_other_checks() {
        AtomicInteger looks = new AtomicInteger();
        // Many tasks, so that some are checked before and some after a failing one.
        for (int i = 0; i < 50; i++) {
            monitor.add(now -> looks.incrementAndGet());
            monitor.add(now -> {
                throw new NoClassDefFoundError("of an item");
            });
        }
        monitor.sweep(1);
        monitor.sweep(2);
        assertThat(looks).hasValue(100);
    }

    @Test
    void a_task_without_a_slot_is_still_checked() {
        int more = DeadlineSlots.SIZE + 50;
        List<AtomicInteger> looks = new ArrayList<>();
        List<DeadlineTask> items = new ArrayList<>();
        List<Integer> spots = new ArrayList<>();
        for (int i = 0; i < more; i++) {
            AtomicInteger looked = new AtomicInteger();
            DeadlineTask item = now -> looked.incrementAndGet();
            looks.add(looked);
            items.add(item);
            spots.add(monitor.acquireSlot(item));
        }
        monitor.sweep(1);
        assertThat(looks).allSatisfy(looked -> assertThat(looked).hasValue(1));

        for (int i = 0; i < more; i++) {
            assertThat(monitor.isEmpty()).isFalse();
            monitor.releaseSlot(spots.get(i), items.get(i));
        }
        assertThat(monitor.isEmpty()).isTrue();
        monitor.sweep(2);
        assertThat(looks).allSatisfy(looked -> assertThat(looked).hasValue(1));
    }

    @Test
    void a_sleeping_monitor_is_woken_by_a_new_task() {
        AtomicInteger woken = new AtomicInteger();
        monitor.setWaker(woken::incrementAndGet);
        monitor.acquireSlot(now -> {});
        assertThat(woken).hasValue(0);
        monitor.setSleeping(true);
        monitor.acquireSlot(now -> {});
        monitor.add(now -> {});
        assertThat(woken).hasValue(2);
    }
}
