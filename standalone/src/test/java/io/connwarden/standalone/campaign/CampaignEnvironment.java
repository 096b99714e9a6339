package io.connwarden.standalone.campaign;

import io.connwarden.embedded.server.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The servers and services of one round. A broker, a log store and a target stand behind proxies; two actuators and a
 * monitor run as processes.
 */
final class CampaignEnvironment implements AutoCloseable {
    /** Idle sessions are candidates after this time. */
    static final Duration IDLE_THRESHOLD = Duration.ofSeconds(3);

    /** Sessions of applications with this prefix are protected by policy. */
    static final String INNOCENT_PREFIX = "innocent-";

    private final CampaignBroker broker;
    private final CampaignStore store;
    private final CampaignTarget target;
    private final CampaignTopics topics;
    private final Map<String, ServiceProcess> services;

    private CampaignEnvironment(
            CampaignBroker broker,
            CampaignStore store,
            CampaignTarget target,
            CampaignTopics topics,
            Map<String, ServiceProcess> services) {
        this.broker = broker;
        this.store = store;
        this.target = target;
        this.topics = topics;
        this.services = services;
    }

    /** Starts everything. The services are still starting when this method returns. */
    static CampaignEnvironment start(Path directory, Timeline timeline) throws IOException, SQLException {
        List<AutoCloseable> started = new ArrayList<>();
        try {
            // The data of an earlier round with this seed may belong to servers that were killed.
            FileTree.delete(directory);
            Files.createDirectories(directory);
            CampaignStore store = add(started, CampaignStore.start(directory.resolve("store")));
            CampaignTarget target = add(started, CampaignTarget.start(directory.resolve("target")));
            CampaignBroker broker = add(started, CampaignBroker.start(directory.resolve("kafka")));
            CampaignTopics topics = add(started, new CampaignTopics(broker.bootstrapServers()));
            topics.createAll();
            List<String> actuator = actuatorSettings(broker, store, target);
            ServiceProcess first =
                    add(started, ServiceProcess.start("actuator", "actuator-1", directory, actuator, timeline));
            ServiceProcess second =
                    add(started, ServiceProcess.start("actuator", "actuator-2", directory, actuator, timeline));
            ServiceProcess monitor = add(
                    started,
                    ServiceProcess.start("monitor", "monitor", directory, monitorSettings(broker, target), timeline));
            return new CampaignEnvironment(
                    broker,
                    store,
                    target,
                    topics,
                    Map.of("actuator-1", first, "actuator-2", second, "monitor", monitor));
        } catch (IOException | SQLException | RuntimeException e) {
            closeAll(started);
            throw e;
        }
    }

    private static <T extends AutoCloseable> T add(List<AutoCloseable> started, T resource) {
        started.add(0, resource);
        return resource;
    }

    private static List<String> actuatorSettings(CampaignBroker broker, CampaignStore store, CampaignTarget target) {
        return arguments(
                broker,
                target,
                CampaignTarget.ACTUATOR_ROLE,
                "spring.main.web-application-type=none",
                "spring.datasource.url=" + store.url(),
                "spring.datasource.username=postgres",
                "connwarden.actuator.lease-duration=3s",
                "connwarden.actuator.termination-timeout=3s",
                "connwarden.actuator.target-retry-timeout=8s",
                "connwarden.policy.mode=act",
                "connwarden.policy.survivors-per-application=0",
                "connwarden.policy.budget.sessions-percentage=100",
                "connwarden.policy.budget.terminations-per-hour=100000",
                "connwarden.policy.cooldown.standard=0s",
                "connwarden.policy.cooldown.emergency=0s",
                "connwarden.policy.emergency.idle-for=3s",
                "connwarden.policy.emergency.next-step.idle-for=3s",
                "connwarden.policy.zombie-cleanup.idle-for=3s",
                "connwarden.policy.gentle-cleanup.idle-for=3s",
                "connwarden.policy.exclude.applications[0]=" + INNOCENT_PREFIX + "*");
    }

    private static List<String> monitorSettings(CampaignBroker broker, CampaignTarget target) {
        return arguments(
                broker,
                target,
                CampaignTarget.MONITOR_ROLE,
                // Without a web server, no thread would keep the process alive.
                "server.port=0",
                "connwarden.monitor.health-check-interval=2s",
                "connwarden.monitor.critical-interval=2s");
    }

    private static List<String> arguments(CampaignBroker broker, CampaignTarget target, String role, String... more) {
        return Stream.concat(
                        Stream.of(
                                "spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "spring.kafka.consumer.properties.metadata.max.age.ms=2000",
                                "connwarden.topics.partitions=" + CampaignTopics.PARTITIONS,
                                "connwarden.topics.replication-factor=1",
                                "connwarden.doctor.at-start=false",
                                "connwarden.thresholds.zombie=3s",
                                "connwarden.targets[0].id=" + CampaignTarget.ID,
                                "connwarden.targets[0].url=" + target.url(),
                                "connwarden.targets[0].user=" + role),
                        Stream.of(more))
                .map(setting -> "--" + setting)
                .toList();
    }

    CampaignBroker broker() {
        return broker;
    }

    CampaignStore store() {
        return store;
    }

    CampaignTarget target() {
        return target;
    }

    CampaignTopics topics() {
        return topics;
    }

    /** Returns {@code actuator-1}, {@code actuator-2} or {@code monitor}. */
    ServiceProcess service(String name) {
        ServiceProcess service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("no service '" + name + "'; there are " + services.keySet());
        }
        return service;
    }

    /** Returns the number of exits of services that no fault caused. */
    int unexpectedExits() {
        return services.values().stream()
                .mapToInt(ServiceProcess::unexpectedExits)
                .sum();
    }

    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>(services.values());
        all.addAll(List.of(topics, broker, target, store));
        closeAll(all);
    }

    private static void closeAll(List<AutoCloseable> resources) {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                System.err.println("A part of the campaign was not closed, the other parts are closed. Cause: " + e);
            }
        }
    }
}
