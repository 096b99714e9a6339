package io.connwarden.actuator.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.SupervisedThread;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ThreadHealthTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final ShutdownSignal shutdown = new ShutdownSignal();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    private final ConsumerProgress consumer = new ConsumerProgress("commands", now::get);
    private final List<ConsumerProgress> consumers = List.of(consumer);

    @AfterEach
    void shutDown() {
        shutdown.shutDown();
    }

    @Test
    void working_threads_and_consumers_are_up_with_the_time_of_their_last_success() {
        SupervisedThread worker = start("target-orders", () -> {
            SupervisedThread.recordSuccess();
            shutdown.awaitShutdown(TIMEOUT);
        });
        await().atMost(TIMEOUT).until(() -> worker.progress().sinceSuccess().isPresent());
        assertThat(liveness(worker)).isEqualTo(Status.UP);
        assertThat(readiness(worker)).isEqualTo(Status.UP);
        assertThat(new ThreadsHealthIndicator(() -> List.of(worker), consumers)
                        .health()
                        .getDetails())
                .containsEntry("consumer-commands", "working, no batch stored yet")
                .hasEntrySatisfying(
                        "target-orders", text -> assertThat(text).asString().startsWith("working, last success"));
    }

    @Test
    void an_ended_thread_is_not_alive() {
        SupervisedThread relay = start("outbox-relay", () -> shutdown.sleep(TIMEOUT));
        relay.interrupt();
        await().atMost(TIMEOUT).until(() -> !relay.isAlive());
        assertThat(liveness(relay)).isEqualTo(Status.DOWN);
    }

    @Test
    void a_consumer_that_hangs_in_a_batch_is_not_alive() {
        consumer.onBatchStart();
        advance(SupervisedThread.HEARTBEAT_TIMEOUT);
        assertThat(liveness()).isEqualTo(Status.UP);
        advance(Duration.ofMillis(1));
        assertThat(liveness()).isEqualTo(Status.DOWN);
        consumer.onSuccess();
        assertThat(liveness()).isEqualTo(Status.UP);
    }

    @Test
    void a_consumer_without_progress_is_alive_and_not_ready() {
        consumer.onBatchStart();
        consumer.onFailure("cannot store records");
        advance(ProgressHealthIndicator.MAX_FAILURE_TIME.minusMillis(1));
        consumer.onFailure("cannot store records");
        assertThat(readiness()).isEqualTo(Status.UP);
        advance(Duration.ofMillis(1));
        assertThat(readiness()).isEqualTo(Status.DOWN);
        assertThat(liveness()).isEqualTo(Status.UP);
        consumer.onSuccess();
        assertThat(readiness()).isEqualTo(Status.UP);
    }

    private Status liveness(SupervisedThread... threads) {
        return new ThreadsHealthIndicator(() -> List.of(threads), consumers)
                .health()
                .getStatus();
    }

    private Status readiness(SupervisedThread... threads) {
        return new ProgressHealthIndicator(() -> List.of(threads), consumers)
                .health()
                .getStatus();
    }

    private void advance(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private SupervisedThread start(String name, Runnable task) {
        SupervisedThread thread = new SupervisedThread(name, task, shutdown);
        thread.start();
        return thread;
    }
}
