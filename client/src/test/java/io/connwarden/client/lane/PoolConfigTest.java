package io.connwarden.client.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariConfig;
import io.connwarden.client.settings.DatabaseCredentials;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.settings.RouterSettingsBuilder;
import io.connwarden.client.status.LaneName;
import org.junit.jupiter.api.Test;

class PoolConfigTest {
    private final RouterSettingsBuilder builder = RouterSettings.forUrl("jdbc:postgresql://db/orders")
            .applicationName("orders")
            .maxConnections(20);

    private HikariConfig standard() {
        return PoolConfig.of(builder.build(), LaneName.STANDARD, 16, SessionTimeout.none());
    }

    private HikariConfig reserved() {
        return PoolConfig.of(builder.build(), LaneName.RESERVED, 4, SessionTimeout.none());
    }

    @Test
    void a_pool_property_replaces_the_default_of_the_router() {
        builder.poolProperty("maxLifetime", 600_000L)
                .poolProperty("idleTimeout", "90000")
                .poolProperty("schema", "shop")
                .poolProperty("dataSource.sslmode", "disable");
        assertThat(standard().getMaxLifetime()).isEqualTo(600_000);
        assertThat(standard().getIdleTimeout()).isEqualTo(90_000);
        assertThat(standard().getSchema()).isEqualTo("shop");
        assertThat(standard().getDataSourceProperties()).containsEntry("sslmode", "disable");
    }

    @Test
    void both_lanes_share_the_idle_connections_and_have_their_own_names() {
        builder.poolProperty("minimumIdle", 10).poolProperty("poolName", "shop");
        assertThat(standard().getMinimumIdle()).isEqualTo(8);
        assertThat(reserved().getMinimumIdle()).isEqualTo(2);
        assertThat(standard().getPoolName()).isEqualTo("shop-standard");
        assertThat(reserved().getPoolName()).isEqualTo("shop-reserved");
        assertThat(reserved().getDataSourceProperties()).containsEntry("ApplicationName", "orders:reserved");
    }

    @Test
    void a_property_that_the_router_sets_is_rejected_with_the_name_of_its_setting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.poolProperty("maximumPoolSize", 5).build())
                .withMessageContaining("maximumPoolSize")
                .withMessageContaining("maxConnections");
    }

    @Test
    void a_property_that_the_pool_does_not_know_is_rejected_with_its_name() {
        builder.poolProperty("maxLifeTyme", 5);
        assertThatIllegalArgumentException().isThrownBy(this::standard).withMessageContaining("maxLifeTyme");
    }

    @Test
    void a_value_that_the_pool_rejects_is_reported_with_its_property() {
        builder.poolProperty("minimumIdle", "some");
        assertThatIllegalArgumentException().isThrownBy(this::standard).withMessageContaining("minimumIdle");
    }

    @Test
    void credentials_are_asked_for_each_connection() {
        String[] password = {"first"};
        builder.credentials(() -> new DatabaseCredentials("app", password[0]));
        HikariConfig config = standard();
        password[0] = "second";
        assertThat(config.getCredentialsProvider().getCredentials().getPassword())
                .isEqualTo("second");
    }

    @Test
    void settings_of_the_session_survive_a_rollback_without_autocommit() {
        builder.poolProperty("autoCommit", false);
        assertThat(standard().isIsolateInternalQueries()).isTrue();
    }

    @Test
    void values_of_pool_properties_are_not_printed() {
        RouterSettings settings =
                builder.poolProperty("dataSource.sslpassword", "hush").build();
        assertThat(settings.toString()).doesNotContain("hush");
    }
}
