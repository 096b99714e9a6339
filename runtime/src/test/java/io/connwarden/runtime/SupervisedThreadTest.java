package io.connwarden.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SupervisedThreadTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final ShutdownSignal shutdown = new ShutdownSignal();
    private final AtomicLong nanoTime = new AtomicLong();

    @AfterEach
    void shutDown() {
        shutdown.shutDown();
    }

    @Test
    void a_task_that_throws_an_error_is_started_again(CapturedOutput output) {
        AtomicInteger runs = new AtomicInteger();
        SupervisedThread thread = start(() -> {
            if (runs.incrementAndGet() < 3) {
                throw new OutOfMemoryError("planted");
            }
            SupervisedThread.recordSuccess();
            shutdown.awaitShutdown(TIMEOUT);
        });
        await().atMost(TIMEOUT).until(() -> thread.progress().sinceSuccess().isPresent());
        assertThat(runs).hasValue(3);
        assertThat(thread.progress().failing()).isEmpty();
        assertThat(output)
                .contains("Thread worker failed with an internal error; its task is started again after a delay");
    }

    @Test
    void failures_are_reported_until_the_next_success() {
        CountDownLatch fixed = new CountDownLatch(1);
        SupervisedThread thread = start(new PeriodicTask("No", "Yes", Duration.ofMillis(1), shutdown, () -> {
            if (fixed.getCount() > 0) {
                throw new IllegalStateException("planted");
            }
        }));
        await().atMost(TIMEOUT).until(() -> thread.progress().failing().isPresent());
        assertThat(thread.progress().cause()).isEqualTo("IllegalStateException: planted");
        nanoTime.addAndGet(Duration.ofSeconds(90).toNanos());
        await().atMost(TIMEOUT)
                .until(() -> thread.progress()
                        .failing()
                        .filter(Duration.ofSeconds(90)::equals)
                        .isPresent());
        fixed.countDown();
        await().atMost(TIMEOUT).until(() -> thread.progress().failing().isEmpty());
    }

    @Test
    void a_thread_is_stalled_without_a_heartbeat_outside_of_a_wait() {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        SupervisedThread thread = start(() -> {
            started.countDown();
            awaitUninterruptibly(hanging);
        });
        awaitUninterruptibly(started);
        assertThat(thread.isWorking()).isTrue();
        nanoTime.addAndGet(SupervisedThread.HEARTBEAT_TIMEOUT.toNanos());
        assertThat(thread.isWorking()).isTrue();
        nanoTime.incrementAndGet();
        assertThat(thread.isWorking()).isFalse();
        hanging.countDown();
        await().atMost(TIMEOUT).until(() -> !thread.isAlive());
        assertThat(thread.isWorking()).as("its task has returned").isTrue();
    }

    @Test
    void a_wait_counts_as_a_sign_of_life_for_as_long_as_it_may_take() {
        Duration wait = Duration.ofHours(1);
        CountDownLatch started = new CountDownLatch(1);
        SupervisedThread thread = start(() -> {
            started.countDown();
            new Wakeup().await(wait);
        });
        awaitUninterruptibly(started);
        await().atMost(TIMEOUT).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        nanoTime.addAndGet(wait.plus(SupervisedThread.HEARTBEAT_TIMEOUT).toNanos());
        assertThat(thread.isWorking()).isTrue();
        nanoTime.incrementAndGet();
        assertThat(thread.isWorking()).isFalse();
        thread.interrupt();
    }

    @Test
    void an_interrupt_ends_the_thread_and_is_reported() {
        SupervisedThread thread = start(() -> shutdown.sleep(TIMEOUT));
        thread.interrupt();
        await().atMost(TIMEOUT).until(() -> !thread.isAlive());
        assertThat(thread.isWorking()).isFalse();
    }

    @Test
    void a_group_starts_a_name_once_and_ends_with_the_shutdown() {
        AtomicInteger runs = new AtomicInteger();
        SupervisedThreads group = new SupervisedThreads(shutdown);
        Runnable task = () -> {
            runs.incrementAndGet();
            shutdown.sleep(TIMEOUT);
        };
        group.start("one", task);
        group.start("one", task);
        assertThat(group.all()).hasSize(1);
        assertThat(group.isWorking("one")).isTrue();
        assertThat(group.isWorking("other")).isFalse();
        await().atMost(TIMEOUT).until(() -> runs.get() == 1);
        shutdown.shutDown();
        group.awaitTermination(TIMEOUT);
        assertThat(group.all()).allMatch(thread -> !thread.isAlive());
    }

    private SupervisedThread start(Runnable task) {
        SupervisedThread thread = new SupervisedThread("worker", task, shutdown, nanoTime::get);
        thread.start();
        return thread;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
