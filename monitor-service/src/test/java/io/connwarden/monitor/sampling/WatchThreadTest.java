package io.connwarden.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchThreadTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final CountDownLatch endOfTest = new CountDownLatch(1);
    private final List<WatchThread> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        endOfTest.countDown();
        started.forEach(WatchThread::stop);
        for (WatchThread thread : started) {
            assertThat(thread.awaitEnd(LONG)).isTrue();
        }
    }

    @Test
    void a_target_that_hangs_holds_up_no_other() {
        CountDownLatch hanging = new CountDownLatch(1);
        start("hanging", () -> {
            hanging.countDown();
            waitForEndOfTest();
        });
        await().atMost(LONG).until(() -> hanging.getCount() == 0);
        AtomicInteger looks = new AtomicInteger();
        start("lively", looks::incrementAndGet);
        await().atMost(LONG).until(() -> looks.get() > 5);
    }

    @Test
    void a_defect_in_a_look_does_not_end_the_watch() {
        AtomicInteger looks = new AtomicInteger();
        WatchThread thread = start("defective", () -> {
            looks.incrementAndGet();
            throw new IllegalStateException("a defect");
        });
        await().atMost(LONG).until(() -> looks.get() > 0);
        assertThat(thread.isAlive()).isTrue();
        await().atMost(LONG).until(() -> looks.get() > 1);
    }

    private WatchThread start(String target, Runnable look) {
        TargetView view = new TargetView() {
            @Override
            public int backends() throws LookFailed {
                look.run();
                throw new LookFailed("for the test");
            }

            @Override
            public Observation observe() {
                throw new AssertionError("never reached");
            }
        };
        Cadence cadence = new Cadence(SHORT, SHORT, SHORT, new BackOff(SHORT, SHORT));
        WatchThread thread = new WatchThread(new TargetWatch(
                target,
                view,
                Thresholds.standard(),
                new Tripwire(80, 90, 10, 5),
                cadence,
                (health, took) -> {},
                TimeSource.system()));
        started.add(thread);
        thread.start();
        return thread;
    }

    private void waitForEndOfTest() {
        try {
            endOfTest.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
