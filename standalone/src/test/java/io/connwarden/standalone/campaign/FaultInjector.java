package io.connwarden.standalone.campaign;

import io.connwarden.standalone.campaign.FaultPlan.FaultPoint;
import io.connwarden.testing.FreezableProxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The injection of the faults of a plan. Each fault begins at its time and ends after its duration. On a slow machine a
 * fault waits for the end of the fault before it on the same part.
 */
final class FaultInjector {
    private static final int MIN_STEP_SECONDS = 2;
    private static final int MAX_STEP_SECONDS = 7200;

    private final CampaignEnvironment environment;
    private final Timeline timeline;

    FaultInjector(CampaignEnvironment environment, Timeline timeline) {
        this.environment = environment;
        this.timeline = timeline;
    }

    /** A part of a fault that may fail. */
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    /** The begin and the end of a fault. */
    private record Steps(Step begin, Step end) {}

    /**
     * Injects all faults of the plan. All have ended when this method returns.
     *
     * @throws ExecutionException if a fault could not be injected or ended
     */
    void inject(FaultPlan plan) throws InterruptedException, ExecutionException {
        Instant start = Instant.now();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "campaign-fault");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<String, List<FaultPoint>> byPart =
                    plan.points().stream().collect(Collectors.groupingBy(FaultPoint::part));
            List<Future<Void>> parts = new ArrayList<>();
            for (List<FaultPoint> points : byPart.values()) {
                parts.add(threads.submit(() -> {
                    for (FaultPoint point : points) {
                        Thread.sleep(Math.max(
                                0,
                                Duration.between(Instant.now(), start.plus(point.at()))
                                        .toMillis()));
                        run(point, plan.seed());
                    }
                    return null;
                }));
            }
            for (Future<Void> part : parts) {
                part.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void run(FaultPoint point, long seed) throws SQLException, InterruptedException {
        Steps steps = steps(point, new Random(seed + point.number()));
        timeline.add("start of " + point);
        steps.begin().run();
        Thread.sleep(point.duration().toMillis());
        steps.end().run();
        timeline.add("end of " + point);
    }

    private Steps steps(FaultPoint point, Random random) {
        return switch (point.fault()) {
            case KILL -> kill(point);
            case SUSPEND -> suspend(point.subject());
            case FREEZE -> freeze(point.subject());
            case RESET -> new Steps(() -> proxy(point.subject()).reset(), () -> {});
            case FULL ->
                new Steps(
                        () -> environment.store().setFull(true),
                        () -> environment.store().setFull(false));
            case READ_ONLY ->
                new Steps(
                        () -> environment.store().setReadOnly(true),
                        () -> environment.store().setReadOnly(false));
            case TOPIC_MISSING -> missing(topic(point.subject()));
            case TOPIC_FORBIDDEN -> forbidden(topic(point.subject()));
            case CLOCK_STEP -> clockStep(point.subject(), random);
        };
    }

    private Steps kill(FaultPoint point) {
        return switch (point.subject()) {
            case "broker" ->
                new Steps(
                        () -> environment.broker().kill(),
                        () -> environment.broker().restart());
            case "store" ->
                new Steps(
                        () -> environment.store().server().kill(),
                        () -> environment.store().server().start());
            default -> new Steps(() -> environment.service(point.subject()).kill(point.duration()), () -> {});
        };
    }

    private Steps suspend(String subject) {
        return switch (subject) {
            case "broker" ->
                new Steps(
                        () -> environment.broker().suspend(),
                        () -> environment.broker().resume());
            case "store" ->
                new Steps(
                        () -> environment.store().server().suspend(),
                        () -> environment.store().server().resume());
            default ->
                new Steps(
                        () -> environment.service(subject).suspend(),
                        () -> environment.service(subject).resume());
        };
    }

    private Steps freeze(String subject) {
        return new Steps(() -> proxy(subject).freeze(), () -> proxy(subject).thaw());
    }

    private FreezableProxy proxy(String subject) {
        return switch (subject) {
            case "broker" -> environment.broker().proxy();
            case "store" -> environment.store().proxy();
            case "target" -> environment.target().proxy();
            default -> throw new IllegalArgumentException("no proxy in front of '" + subject + "'");
        };
    }

    private Steps missing(String topic) {
        return new Steps(
                () -> environment.topics().delete(topic),
                () -> environment.topics().create(topic));
    }

    private Steps forbidden(String topic) {
        AclOperation operation = topic.equals(CampaignTopics.NAMES.commands()) ? AclOperation.READ : AclOperation.WRITE;
        return new Steps(
                () -> environment.topics().forbid(topic, operation),
                () -> environment.topics().permit(topic));
    }

    private static String topic(String subject) {
        return CampaignTopics.NAMES.prefix() + subject;
    }

    private Steps clockStep(String subject, Random random) {
        int seconds = MIN_STEP_SECONDS + random.nextInt(MAX_STEP_SECONDS - MIN_STEP_SECONDS);
        Duration step = Duration.ofSeconds(random.nextBoolean() ? seconds : -seconds);
        return new Steps(
                () -> environment.service(subject).setClock(step),
                () -> environment.service(subject).setClock(Duration.ZERO));
    }
}
