package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.management.RecordedTransport;
import io.connwarden.client.pressure.HealthSamples;
import io.connwarden.client.pressure.LowPriority;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A managed router minds its own target's health; no database is needed for that. */
class OwnTargetTest {
    private final ConnectionManagement elsewhere =
            new ConnectionManagement(new RecordedTransport(null), "billing-db", "tests", Duration.ofSeconds(5));
    private final QueryRouter router = QueryRouter.open(
            RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/nowhere").build());

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void the_health_of_another_target_is_passed_over() {
        router.manageWith(elsewhere);
        router.health().onHealth(HealthSamples.of(Status.CRITICAL));
        assertThat(router.status().lowPriority()).isInstanceOf(LowPriority.Unhindered.class);
    }

    @Test
    void what_was_heard_of_another_before_is_forgotten() {
        router.health().onHealth(HealthSamples.of(Status.CRITICAL));
        assertThat(router.status().lowPriority()).isInstanceOf(LowPriority.Held.class);
        router.manageWith(elsewhere);
        assertThat(router.status().lowPriority()).isInstanceOf(LowPriority.Unhindered.class);
    }
}
