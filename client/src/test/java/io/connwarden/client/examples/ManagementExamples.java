package io.connwarden.client.examples;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.management.ActionReport;
import io.connwarden.client.management.CleanupReport;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.HealthConsumer;
import io.connwarden.client.topics.KafkaCommandTransport;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The management examples of {@code docs/client/router.md}. Each is run by a test. */
final class ManagementExamples {
    private static final Logger log = LoggerFactory.getLogger(ManagementExamples.class);

    private final ManagementClient management;

    ManagementExamples(ManagementClient management) {
        this.management = management;
    }

    static ManagementClient open(String bootstrapServers) {
        // [open]
        KafkaSettings kafka = KafkaSettings.of(bootstrapServers, "/forum");
        ManagementClient management =
                new ManagementClient(KafkaCommandTransport.open(kafka), "orders-db", "forum", Duration.ofSeconds(30));
        // [/open]
        return management;
    }

    List<String> programmatically() {
        List<String> lines = new ArrayList<>();
        // [manage]
        Health health = management.getConnectionHealth();
        Counts counts = health.counts(); // null if the target is unreachable
        lines.add("status: " + health.status());

        if (counts != null && counts.zombieConnections() > 10) {
            CleanupReport cleaned = management.cleanupConnections(15, 10);
            lines.add("cleaned " + cleaned.terminatedCount() + " zombie sessions");
        }

        if (health.status() == HealthStatus.CRITICAL) {
            ActionReport emergency = management.emergencyConnectionReset();
            lines.addAll(emergency.actionsTaken());
        }

        ActionReport automatic = management.autoManageConnections();
        lines.addAll(automatic.actionsTaken());
        // [/manage]
        return lines;
    }

    void attach(QueryRouter router) {
        // [attach]
        router.enableHealthManagement(management);
        // [/attach]
    }

    static HealthConsumer watch(KafkaSettings kafka, QueryRouter router, List<Double> high) {
        // [watch]
        HealthConsumer watch =
                HealthConsumer.start(kafka, ConsumerOptions.latest().forTarget("orders-db"), event -> {
                    Health health = event.data();
                    router.healthListener().onHealth(health);
                    Counts counts = health.counts();
                    if (counts != null && counts.utilizationPercentage() > 80) {
                        log.warn(
                                "{}: {} % of the connections are in use",
                                health.target(), counts.utilizationPercentage());
                        high.add(counts.utilizationPercentage());
                    }
                });
        // [/watch]
        return watch;
    }
}
