package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.health.HealthSamples;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.management.RecordingTransport;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.settings.RouterSettingsBuilder;
import io.connwarden.client.status.LowPriorityLimit;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A router with health management, without a database. */
class ManagedRouterTest {
    private final RecordingTransport transport = new RecordingTransport(HealthSamples.of(HealthStatus.CRITICAL));
    private final ManagementClient management =
            new ManagementClient(transport, HealthSamples.TARGET, "tests", Duration.ofSeconds(5));
    private QueryRouter router = QueryRouter.open(settings().build());

    private static RouterSettingsBuilder settings() {
        return RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/nowhere").maxConnections(2);
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void the_router_polls_health_and_requests_management() {
        router.enableHealthManagement(management);
        await().atMost(TestRouters.MAX_WAIT)
                .untilAsserted(
                        () -> assertThat(transport.requestedActions()).containsExactly(Action.HEALTH, Action.AUTO));
        assertThat(router.status().lowPriorityLimit()).isInstanceOf(LowPriorityLimit.Blocked.class);
    }

    @Test
    void health_received_from_a_feed_is_not_polled() {
        router.healthListener().onHealth(HealthSamples.of(HealthStatus.HEALTHY));
        router.enableHealthManagement(management);
        router.healthListener().onHealth(HealthSamples.of(HealthStatus.WARNING));
        await().atMost(TestRouters.MAX_WAIT)
                .untilAsserted(() -> assertThat(transport.requestedActions()).containsExactly(Action.AUTO));
        assertThat(router.status().lowPriorityLimit()).isInstanceOf(LowPriorityLimit.Limited.class);
    }

    @Test
    void with_automatic_cleanup_disabled_health_is_only_polled() {
        router.close();
        router = QueryRouter.open(settings().autoManagementEnabled(false).build());
        router.enableHealthManagement(management);
        await().atMost(TestRouters.MAX_WAIT)
                .until(() -> router.status().lowPriorityLimit() instanceof LowPriorityLimit.Blocked);
        assertThat(transport.requestedActions()).containsExactly(Action.HEALTH);
    }

    @Test
    void a_second_management_is_rejected() {
        router.enableHealthManagement(management);
        assertThatThrownBy(() -> router.enableHealthManagement(management)).isInstanceOf(IllegalStateException.class);
    }
}
