package io.connwarden.actuator.wiring;

import io.connwarden.contracts.value.Formats;
import io.connwarden.runtime.SupervisedThread;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The liveness of the threads. It is down if a thread has ended or is stalled, which only a restart of the process
 * repairs. An outage of the log store, Kafka or a target does not affect it.
 */
record ThreadsHealthIndicator(Supplier<List<SupervisedThread>> threads, List<ConsumerProgress> consumers)
        implements HealthIndicator {

    @Override
    public Health health() {
        Health.Builder answer = Health.up();
        threads.get().forEach(thread -> addThread(thread.getName(), thread.progress(), answer));
        consumers.forEach(consumer -> addConsumer(consumer, answer));
        return answer.build();
    }

    private static void addThread(String name, SupervisedThread.Progress progress, Health.Builder answer) {
        String success =
                progress.sinceSuccess().map(ThreadsHealthIndicator::successText).orElse("no success yet");
        answer.withDetail(name, (progress.working() ? "working, " : "stalled or ended, ") + success);
        if (!progress.working()) {
            answer.down();
        }
    }

    private static void addConsumer(ConsumerProgress progress, Health.Builder answer) {
        Duration busy = progress.busy().orElse(Duration.ZERO);
        boolean stalled = busy.compareTo(SupervisedThread.HEARTBEAT_TIMEOUT) > 0;
        String success =
                progress.sinceSuccess().map(ThreadsHealthIndicator::successText).orElse("no batch stored yet");
        answer.withDetail("consumer-" + progress.name(), (stalled ? "stalled, " : "working, ") + success);
        if (stalled) {
            answer.down();
        }
    }

    private static String successText(Duration since) {
        return "last success " + Formats.duration(since) + " ago";
    }
}
