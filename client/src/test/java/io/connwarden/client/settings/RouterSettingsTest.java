package io.connwarden.client.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.connwarden.client.query.QueryType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RouterSettingsTest {
    private static final String URL = "jdbc:postgresql://db/orders";

    @Test
    void the_guides_defaults_hold() {
        RouterSettings settings = RouterSettings.forUrl(URL).build();
        assertThat(settings.sizes()).isEqualTo(new LaneSizes(100, 20, 5, 40, 1000));
        assertThat(settings.health().zombieThreshold()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.health().healthCheckInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.health().autoCleanupEnabled()).isTrue();
        assertThat(settings.times().connectionTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.times().usualTimeout(QueryType.READ)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.times().usualTimeout(QueryType.TRANSACTION)).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.retryAttempts()).isEqualTo(3);
        assertThat(settings.developmentMode()).isFalse();
    }

    @Test
    void shares_follow_from_what_is_named() {
        LaneSizes sizes = RouterSettings.forUrl(URL)
                .maxConnections(10)
                .reservedConnections(4)
                .build()
                .sizes();
        assertThat(sizes).isEqualTo(new LaneSizes(10, 4, 1, 3, 1000));
    }

    @Test
    void two_connections_are_the_least_and_then_nothing_falls_back() {
        assertThat(LaneSizes.dividing(2)).isEqualTo(new LaneSizes(2, 1, 0, 1, 1000));
    }

    @Test
    void a_wrong_value_is_refused_with_its_name_and_what_is_allowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouterSettings.forUrl(URL).maxConnections(1).build())
                .withMessage("maxConnections must be 2 to 10000, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouterSettings.forUrl(URL)
                        .maxConnections(10)
                        .reservedConnections(10)
                        .build())
                .withMessage("reservedConnections must be 1 to 9, was 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouterSettings.forUrl(URL)
                        .connectionTimeout(Duration.ofMillis(1))
                        .build())
                .withMessageContaining("connectionTimeout must be PT0.25S to PT10M, was PT0.001S");
    }

    @Test
    void no_password_is_ever_printed() {
        RouterSettings settings = RouterSettings.forUrl("jdbc:postgresql://db/orders?password=hush&user=app")
                .password("secret")
                .build();
        assertThat(settings.toString()).doesNotContain("hush").doesNotContain("secret");
    }

    @Test
    void an_address_that_is_not_postgresqls_is_refused_without_its_password() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RouterSettings.forUrl("jdbc:mysql://db?password=hush").build())
                .withMessage("url must begin with jdbc:postgresql:, was jdbc:mysql://db?password=***");
    }
}
