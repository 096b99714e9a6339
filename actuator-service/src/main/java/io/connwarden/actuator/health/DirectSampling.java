package io.connwarden.actuator.health;

import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.config.Targets;
import io.connwarden.contracts.value.Formats;
import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.StoreClock;
import io.connwarden.sql.store.WatchedTargets;
import io.connwarden.sql.store.WatchedTargets.WatchedTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The direct sampling of targets without health events, because Kafka or the monitor is down. If this process cannot
 * reach Kafka, it samples its targets after a few seconds. Otherwise the log store is the source of the last arrival,
 * so an event that any instance has read counts. Without the log store no target is sampled, and no session is
 * signalled.
 */
public final class DirectSampling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectSampling.class);

    private final Targets targets;
    private final WatchedTargets watchedTargets;
    private final StoreClock storeClock;
    private final DirectSampler sampler;
    private final KafkaReach kafka;
    private final Duration after;
    private final Duration interval;
    private final Map<String, OutageLog> logs = new ConcurrentHashMap<>();
    private final Set<String> sampling = ConcurrentHashMap.newKeySet();
    /** A thread per target, so that a target that does not respond delays no other target. */
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "direct-sampling");
        thread.setDaemon(true);
        return thread;
    });

    public DirectSampling(
            Targets targets,
            WatchedTargets watchedTargets,
            StoreClock storeClock,
            DirectSampler sampler,
            KafkaReach kafka,
            ActuatorSettings settings) {
        this.targets = targets;
        this.watchedTargets = watchedTargets;
        this.storeClock = storeClock;
        this.sampler = sampler;
        this.kafka = kafka;
        this.after = settings.directSamplingAfter();
        this.interval = settings.directSamplingInterval();
    }

    /** Returns the task that finds and samples these targets until the service shuts down. */
    public Runnable task(ShutdownSignal shutdown) {
        return new PeriodicTask(
                "Log store unavailable: no session is signalled, and targets without health events are not sampled",
                "Log store available again: targets without health events are sampled",
                interval,
                shutdown,
                this::runOnce);
    }

    private void runOnce() {
        Set<String> silent = silentTargets();
        String silence = "no health event with a valid sample for " + Formats.duration(after);
        Optional<String> outage = kafka.outage();
        for (String target : targets.ids()) {
            Optional<String> cause = silent.contains(target) ? Optional.of(silence) : outage;
            if (cause.isPresent()) {
                logOf(target).recordFailure(cause.get());
                sampleInBackground(target);
            } else {
                logOf(target).recordSuccess();
            }
        }
    }

    private Set<String> silentTargets() {
        Instant limit = storeClock.now().minus(after);
        return watchedTargets.find(targets.ids()).stream()
                .filter(watched -> watched.unusableSince().isBefore(limit))
                .map(WatchedTarget::target)
                .collect(Collectors.toSet());
    }

    private OutageLog logOf(String target) {
        return logs.computeIfAbsent(
                target,
                id -> new OutageLog(
                        LOG,
                        "Target " + id + " is sampled by the actuator every " + Formats.duration(interval)
                                + "; a CRITICAL status leads to a decision by the modes of the rules, and results"
                                + " follow when Kafka is up",
                        "Target " + id + " is no longer sampled by the actuator itself"));
    }

    private void sampleInBackground(String target) {
        if (sampling.add(target)) {
            threads.execute(() -> {
                try {
                    sampler.sample(target);
                } catch (ShutdownException e) {
                    LOG.debug("A direct sample ends with the service");
                } catch (RuntimeException e) {
                    LOG.warn(
                            "Direct sample of target {} failed; the next attempt follows in {}. Cause: {}",
                            target,
                            Formats.duration(interval),
                            RootCause.describe(e));
                } finally {
                    sampling.remove(target);
                }
            });
        }
    }

    /** Ends running samples. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
