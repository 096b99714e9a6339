package io.connwarden.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.micrometer.RouterMetrics;
import io.connwarden.client.settings.RouterSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RouterAutoConfigurationTest {
    private static final String URL = "connwarden.client.router.url=jdbc:postgresql://127.0.0.1:1/nowhere";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RouterAutoConfiguration.class, TopicsAutoConfiguration.class, ManagementAutoConfiguration.class));

    @Test
    void spring_boot_finds_each_configuration() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .contains(
                        RouterAutoConfiguration.class.getName(),
                        TopicsAutoConfiguration.class.getName(),
                        ManagementAutoConfiguration.class.getName());
    }

    @Test
    void without_a_database_there_is_no_router() {
        application.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(QueryRouter.class));
    }

    @Test
    void a_url_creates_the_router_and_settings_are_bound() {
        application
                .withPropertyValues(
                        URL,
                        "spring.application.name=forum",
                        "connwarden.client.router.user=app",
                        "connwarden.client.router.max-connections=30",
                        "connwarden.client.router.queryTimeout=7s",
                        "connwarden.client.router.zombie-threshold-minutes=3",
                        "connwarden.client.router.auto-management-enabled=false",
                        "connwarden.client.router.driver-properties.sslmode=disable")
                .run(context -> {
                    RouterSettings settings = context.getBean(QueryRouter.class).settings();
                    assertThat(settings.database().applicationName()).isEqualTo("forum");
                    assertThat(settings.database().user()).isEqualTo("app");
                    assertThat(settings.database().driverProperties()).containsEntry("sslmode", "disable");
                    assertThat(settings.sizes().maxConnections()).isEqualTo(30);
                    assertThat(settings.timeouts().queryTimeout()).isEqualTo(Duration.ofSeconds(7));
                    assertThat(settings.health().zombieThreshold()).isEqualTo(Duration.ofMinutes(3));
                    assertThat(settings.health().autoManagementEnabled()).isFalse();
                });
    }

    @Test
    void username_is_accepted_for_user() {
        application
                .withPropertyValues(URL, "connwarden.client.router.username=app")
                .run(context -> assertThat(context.getBean(QueryRouter.class)
                                .settings()
                                .database()
                                .user())
                        .isEqualTo("app"));
    }

    @Test
    void unset_settings_keep_the_default_of_the_client() {
        application.withPropertyValues(URL).run(context -> {
            RouterSettings settings = context.getBean(QueryRouter.class).settings();
            RouterSettings usual = RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/nowhere")
                    .build();
            assertThat(settings).isEqualTo(usual);
        });
    }

    @Test
    void the_data_source_of_the_application_is_used_without_a_url() {
        application
                .withPropertyValues("connwarden.client.datasource=beside")
                .withBean(JdbcConnectionDetails.class, Details::new)
                .run(context -> {
                    RouterSettings settings = context.getBean(QueryRouter.class).settings();
                    assertThat(settings.database().url()).isEqualTo("jdbc:postgresql://127.0.0.1:1/theirs");
                    assertThat(settings.database().user()).isEqualTo("they");
                });
    }

    @Test
    void a_configured_url_overrides_the_data_source() {
        application
                .withPropertyValues(URL)
                .withBean(JdbcConnectionDetails.class, Details::new)
                .run(context -> {
                    RouterSettings settings = context.getBean(QueryRouter.class).settings();
                    assertThat(settings.database().url()).endsWith("/nowhere");
                });
    }

    private static final class Details implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return "they";
        }

        @Override
        public String getPassword() {
            return "secret";
        }

        @Override
        public String getJdbcUrl() {
            return "jdbc:postgresql://127.0.0.1:1/theirs";
        }
    }

    @Test
    void a_router_bean_of_the_application_is_used_unchanged() {
        RouterSettings settings =
                RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/own").build();
        application
                .withPropertyValues(URL)
                .withBean(QueryRouter.class, () -> QueryRouter.open(settings))
                .run(context -> assertThat(context.getBean(QueryRouter.class).settings())
                        .isSameAs(settings));
    }

    @Test
    void enabled_false_creates_no_bean() {
        application
                .withPropertyValues(URL, "connwarden.client.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(QueryRouter.class)
                        .doesNotHaveBean(ConnwardenClientProperties.class));
    }

    @Test
    void a_value_out_of_range_fails_the_start_and_is_named() {
        application
                .withPropertyValues(URL, "connwarden.client.router.max-connections=1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("maxConnections must be 2 to 10000, was 1"));
    }

    @Test
    void secrets_are_not_printed_with_the_settings() {
        application
                .withPropertyValues(
                        "connwarden.client.router.password=secret-1",
                        "connwarden.client.kafka.properties[sasl.jaas.config]=secret-2")
                .run(context -> assertThat(context.getBean(ConnwardenClientProperties.class))
                        .asString()
                        .doesNotContain("secret"));
    }

    @Test
    void a_router_is_closed_with_the_application() {
        QueryRouter[] router = new QueryRouter[1];
        application.withPropertyValues(URL).run(context -> router[0] = context.getBean(QueryRouter.class));
        assertThat(router[0].isClosed()).isTrue();
    }

    @Test
    void router_metrics_are_registered_if_a_registry_exists() {
        application
                .withPropertyValues(URL)
                .withBean(SimpleMeterRegistry.class)
                .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
                .run(context -> assertThat(context.getBean(MeterRegistry.class)
                                .get("hikaricp.connections")
                                .gauges())
                        .hasSize(2));
    }

    @Test
    void the_router_needs_none_of_the_optional_libraries() {
        application
                .withPropertyValues(URL)
                .withClassLoader(new FilteredClassLoader(
                        "io.micrometer", "org.springframework.boot.jdbc", "org.springframework.boot.kafka"))
                .run(context ->
                        assertThat(context).hasSingleBean(QueryRouter.class).doesNotHaveBean(RouterMetrics.class));
    }
}
