package io.connwarden.actuator.wiring;

import io.connwarden.contracts.value.Formats;
import io.connwarden.runtime.SupervisedThread;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The progress of the work. It is down if a worker, the relay, the lease renewal, the work polling or a consumer has
 * failed for {@link #MAX_FAILURE_TIME} without a success. An unreachable target is not a failure of its worker.
 */
record ProgressHealthIndicator(Supplier<List<SupervisedThread>> threads, List<ConsumerProgress> consumers)
        implements HealthIndicator {
    static final Duration MAX_FAILURE_TIME = Duration.ofMinutes(1);
    /** Their failures stop no command, result or alert. */
    private static final Set<String> NOT_ESSENTIAL = Set.of("maintenance", "outbox-gauges");

    @Override
    public Health health() {
        Health.Builder answer = Health.up();
        for (SupervisedThread thread : threads.get()) {
            SupervisedThread.Progress progress = thread.progress();
            if (!NOT_ESSENTIAL.contains(thread.getName())) {
                progress.failing().ifPresent(time -> add(thread.getName(), time, progress.cause(), answer));
            }
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
