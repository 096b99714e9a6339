package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.management.RecordedTransport;
import io.connwarden.client.pressure.HealthSamples;
import io.connwarden.client.pressure.LowPriority;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.settings.RouterSettingsBuilder;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The router and management together; no database is needed for that. */
class ManagedRouterTest {
    private final RecordedTransport transport = new RecordedTransport(HealthSamples.of(Status.CRITICAL));
    private final ConnectionManagement management =
            new ConnectionManagement(transport, HealthSamples.TARGET, "tests", Duration.ofSeconds(5));
    private QueryRouter router = QueryRouter.open(settings().build());

    private static RouterSettingsBuilder settings() {
        return RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/nowhere").maxConnections(2);
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void health_is_asked_for_and_acted_on() {
        router.manageWith(management);
        await().untilAsserted(() -> assertThat(transport.asked()).containsExactly(Action.HEALTH, Action.AUTO));
        assertThat(router.status().lowPriority()).isInstanceOf(LowPriority.Held.class);
    }

    @Test
    void health_that_a_feed_has_told_is_not_asked_for() {
        router.health().onHealth(HealthSamples.of(Status.HEALTHY));
        router.manageWith(management);
        router.health().onHealth(HealthSamples.of(Status.WARNING));
        await().untilAsserted(() -> assertThat(transport.asked()).containsExactly(Action.AUTO));
        assertThat(router.status().lowPriority()).isInstanceOf(LowPriority.Slowed.class);
    }

    @Test
    void without_automatic_cleanup_health_is_only_looked_at() {
        router.close();
        router = QueryRouter.open(settings().autoCleanupEnabled(false).build());
        router.manageWith(management);
        await().until(() -> router.status().lowPriority() instanceof LowPriority.Held);
        assertThat(transport.asked()).containsExactly(Action.HEALTH);
    }

    @Test
    void a_second_management_is_refused() {
        router.manageWith(management);
        assertThatThrownBy(() -> router.manageWith(management)).isInstanceOf(IllegalStateException.class);
    }
}
