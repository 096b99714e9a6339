package io.connwarden.actuator.wiring;

import io.connwarden.contracts.value.Formats;
import io.connwarden.runtime.SupervisedThread;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The progress of the work. It is down if a thread or a consumer has failed for {@link #MAX_FAILURE_TIME} without a
 * success. Maintenance and gauges do not count. An unreachable target is not a failure of its worker.
 *
 * @param threads the essential threads
 */
record ProgressHealthIndicator(Supplier<List<SupervisedThread>> threads, List<ConsumerProgress> consumers)
        implements HealthIndicator {
    static final Duration MAX_FAILURE_TIME = Duration.ofMinutes(1);

    @Override
    public Health health() {
        Health.Builder answer = Health.up();
        for (SupervisedThread thread : threads.get()) {
            SupervisedThread.Progress progress = thread.progress();
            progress.failing().ifPresent(time -> add(thread.getName(), time, progress.cause(), answer));
        }
        consumers.forEach(consumer -> consumer.failing()
                .ifPresent(time -> add("consumer-" + consumer.name(), time, consumer.cause(), answer)));
        return answer.build();
    }

    private static void add(String name, Duration failing, String cause, Health.Builder answer) {
        answer.withDetail(name, "failing for " + Formats.duration(failing) + ": " + cause);
        if (failing.compareTo(MAX_FAILURE_TIME) >= 0) {
            answer.down();
        }
    }
}
