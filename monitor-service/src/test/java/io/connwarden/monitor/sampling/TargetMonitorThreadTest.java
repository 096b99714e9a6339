package io.connwarden.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.assessment.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetMonitorThreadTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration INTERVAL = Duration.ofMillis(1);

    private final CountDownLatch endOfTest = new CountDownLatch(1);
    private final List<TargetMonitorThread> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        endOfTest.countDown();
        started.forEach(TargetMonitorThread::stop);
        for (TargetMonitorThread thread : started) {
            assertThat(thread.awaitTermination(TIMEOUT)).isTrue();
        }
    }

    @Test
    void a_hanging_target_does_not_delay_other_targets() {
        CountDownLatch hanging = new CountDownLatch(1);
        start("hanging", () -> {
            hanging.countDown();
            waitForEndOfTest();
        });
        await().atMost(TIMEOUT).until(() -> hanging.getCount() == 0);
        AtomicInteger readings = new AtomicInteger();
        start("lively", readings::incrementAndGet);
        await().atMost(TIMEOUT).until(() -> readings.get() > 5);
    }

    @Test
    void an_unexpected_exception_does_not_end_the_monitor_thread() {
        AtomicInteger readings = new AtomicInteger();
        TargetMonitorThread thread = start("defective", () -> {
            readings.incrementAndGet();
            throw new IllegalStateException("a defect");
        });
        await().atMost(TIMEOUT).until(() -> readings.get() > 0);
        assertThat(thread.isAlive()).isTrue();
        await().atMost(TIMEOUT).until(() -> readings.get() > 1);
    }

    @Test
    void an_error_does_not_end_the_monitor_thread() {
        AtomicInteger readings = new AtomicInteger();
        TargetMonitorThread thread = start("erroneous", () -> {
            readings.incrementAndGet();
            throw new OutOfMemoryError("planted");
        });
        await().atMost(TIMEOUT).until(() -> readings.get() > 1);
        assertThat(thread.isAlive()).isTrue();
    }

    private TargetMonitorThread start(String target, Runnable onReading) {
        TargetSampler sampler = new TargetSampler() {
            @Override
            public int countBackends() throws SampleFailedException {
                onReading.run();
                throw new SampleFailedException("for the test", "a remedy");
            }

            @Override
            public FullSample takeSample() {
                throw new AssertionError("never reached");
            }
        };
        SamplingIntervals intervals = new SamplingIntervals(INTERVAL, INTERVAL, INTERVAL, INTERVAL, INTERVAL, INTERVAL);
        TargetMonitorThread thread = new TargetMonitorThread(new TargetMonitor(
                target,
                sampler,
                new SamplingSettings(Thresholds.defaults(), new Tripwire(80, 90, 10, 5), intervals),
                (health, duration) -> {},
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
