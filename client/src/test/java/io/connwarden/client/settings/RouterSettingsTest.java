package io.connwarden.client.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.connwarden.client.query.QueryType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RouterSettingsTest {
    private static final String URL = "jdbc:postgresql://db/orders";

    @Test
    void the_documented_defaults_are_in_force() {
        RouterSettings settings = RouterSettings.forUrl(URL).build();
        assertThat(settings.sizes()).isEqualTo(new LaneSizes(100, 10, 2, 45, 1000));
        assertThat(settings.health().zombieThreshold()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.health().healthCheckInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.health().autoManagementEnabled()).isTrue();
        assertThat(settings.timeouts().connectionTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.timeouts().defaultTimeout(QueryType.READ)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.timeouts().defaultTimeout(QueryType.TRANSACTION)).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.retryAttempts()).isEqualTo(3);
        assertThat(settings.queryLoggingEnabled()).isFalse();
    }

    @Test
    void unset_lane_sizes_are_derived_from_the_sizes_that_are_set() {
        LaneSizes sizes = RouterSettings.forUrl(URL)
                .maxConnections(10)
                .reservedConnections(4)
                .build()
                .sizes();
        assertThat(sizes).isEqualTo(new LaneSizes(10, 4, 1, 3, 1000));
    }

    @Test
    void two_connections_are_the_minimum_and_disable_fallback() {
        assertThat(LaneSizes.forMaxConnections(2)).isEqualTo(new LaneSizes(2, 1, 0, 1, 1000));
    }

    @Test
    void a_value_out_of_range_is_rejected_with_its_name_and_range() {
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
                .withMessageContaining("connectionTimeout must be 250 ms to 10 min, was 1 ms");
    }

    @Test
    void passwords_are_not_printed() {
        RouterSettings settings = RouterSettings.forUrl("jdbc:postgresql://db/orders?password=hush&user=app")
                .password("secret")
                .build();
        assertThat(settings.toString()).doesNotContain("hush").doesNotContain("secret");
    }

    @Test
    void a_url_of_another_database_is_rejected_without_printing_its_password() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RouterSettings.forUrl("jdbc:mysql://db?password=hush").build())
                .withMessage(
                        "url must be a JDBC URL of PostgreSQL, such as jdbc:postgresql://host/database, or have a driverClassName among the pool properties, was jdbc:mysql://db?password=***");
    }

    @Test
    void urls_of_wrapping_drivers_are_accepted() {
        for (String url : new String[] {
            "jdbc:aws-wrapper:postgresql://db/orders",
            "jdbc:otel:postgresql://db/orders",
            "jdbc:p6spy:postgresql://db/orders",
            "jdbc:tc:postgresql:16:///orders"
        }) {
            assertThat(RouterSettings.forUrl(url).build().database().url()).isEqualTo(url);
        }
        assertThat(DatabaseSettings.isPostgresql("jdbc:h2:mem:orders;MODE=postgresql"))
                .isFalse();
        assertThat(RouterSettings.forUrl("jdbc:own:db")
                        .poolProperty("driverClassName", "org.postgresql.Driver")
                        .build()
                        .pool()
                        .properties())
                .hasSize(1);
    }
}
