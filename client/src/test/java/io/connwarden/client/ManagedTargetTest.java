package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.health.HealthSamples;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.management.RecordingTransport;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.LowPriorityLimit;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The target of a router with health management, without a database. */
class ManagedTargetTest {
    private final ManagementClient elsewhere =
            new ManagementClient(new RecordingTransport(null), "billing-db", "tests", Duration.ofSeconds(5));
    private final QueryRouter router = QueryRouter.open(
            RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/nowhere").build());

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void health_of_another_target_is_ignored() {
        router.enableHealthManagement(elsewhere);
        router.healthListener().onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        assertThat(router.status().lowPriorityLimit()).isInstanceOf(LowPriorityLimit.Unlimited.class);
    }

    @Test
    void enabling_management_discards_earlier_health_of_another_target() {
        router.healthListener().onHealth(HealthSamples.of(HealthStatus.CRITICAL));
        assertThat(router.status().lowPriorityLimit()).isInstanceOf(LowPriorityLimit.Blocked.class);
        router.enableHealthManagement(elsewhere);
        assertThat(router.status().lowPriorityLimit()).isInstanceOf(LowPriorityLimit.Unlimited.class);
    }
}
