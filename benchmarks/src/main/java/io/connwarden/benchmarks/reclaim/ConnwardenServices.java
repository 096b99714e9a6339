package io.connwarden.benchmarks.reclaim;

import io.connwarden.actuator.ActuatorApplication;
import io.connwarden.benchmarks.ServiceSettings;
import io.connwarden.monitor.MonitorApplication;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * The monitor and the actuator as they are shipped. Intervals are the defaults. The idle limit is that of the run, and
 * the limits of an action are high enough for all sessions.
 */
record ConnwardenServices(BenchmarkServers servers, Duration idleLimit) implements Contender {
    private static final Duration MAX_START_TIME = Duration.ofMinutes(1);
    private static final int READY_POLL_MILLIS = 50;

    @Override
    public String title() {
        return "connwarden";
    }

    @Override
    public String role() {
        return "connwarden";
    }

    @Override
    public Running start() throws InterruptedException {
        ConfigurableApplicationContext monitor = MonitorApplication.builder().run(settings());
        try {
            ConfigurableApplicationContext actuator =
                    ActuatorApplication.builder().run(settings());
            awaitConsumers(actuator);
            return () -> {
                actuator.close();
                monitor.close();
            };
        } catch (RuntimeException | InterruptedException e) {
            monitor.close();
            throw e;
        }
    }

    private static void awaitConsumers(ConfigurableApplicationContext actuator) throws InterruptedException {
        long start = System.nanoTime();
        while (!readsAllTopics(actuator)) {
            if (System.nanoTime() - start > MAX_START_TIME.toNanos()) {
                actuator.close();
                throw new IllegalStateException("the consumers have no partitions after " + MAX_START_TIME);
            }
            TimeUnit.MILLISECONDS.sleep(READY_POLL_MILLIS);
        }
    }

    private static boolean readsAllTopics(ConfigurableApplicationContext actuator) {
        return actuator.getBeansOfType(MessageListenerContainer.class).values().stream()
                .allMatch(ConnwardenServices::hasPartitions);
    }

    private static boolean hasPartitions(MessageListenerContainer consumer) {
        Collection<TopicPartition> partitions = consumer.getAssignedPartitions();
        return partitions != null && !partitions.isEmpty();
    }

    private String[] settings() {
        String limit = idleLimit.toMillis() + "ms";
        return new ServiceSettings(servers.kafka().bootstrapServers(), servers.storeUrl(), servers.targetUrl(), role())
                .arguments(
                        // The doctor reads the target as well, once at the start.
                        "connwarden.doctor.at-start=false",
                        "connwarden.thresholds.zombie=" + limit,
                        "connwarden.policy.zombie-cleanup.idle-for=" + limit,
                        // The loop has no limits.
                        "connwarden.policy.zombie-cleanup.max-terminations=1000",
                        "connwarden.policy.cooldown.standard=0s",
                        "connwarden.policy.budget.sessions-percentage=100",
                        "connwarden.policy.budget.terminations-per-hour=100000",
                        "connwarden.policy.survivors-per-application=0",
                        "logging.level.root=WARN");
    }
}
