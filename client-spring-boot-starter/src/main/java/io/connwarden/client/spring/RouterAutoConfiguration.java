package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.micrometer.RouterMetrics;
import io.connwarden.client.settings.RouterSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * The auto-configuration of the query router and its Micrometer metrics.
 *
 * <p>A router is created if the application defines none and a database is known. The database is taken from {@code
 * connwarden.client.router.url}, otherwise from the application's data source in Spring Boot. The nested configurations
 * are ordered, because the condition of each depends on beans of the earlier ones.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnBooleanProperty(name = "connwarden.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConnwardenClientProperties.class)
public class RouterAutoConfiguration {

    @Order(1)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("connwarden.client.router.url")
    @ConditionalOnMissingBean(RouterConnectionDetails.class)
    static class ConfiguredDatabaseConfiguration {
        @Bean
        RouterConnectionDetails connwardenRouterConnectionDetails(ConnwardenClientProperties properties) {
            RouterProperties router = properties.router();
            return new RouterConnectionDetails(String.valueOf(router.url()), router.user(), router.password());
        }
    }

    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcConnectionDetails.class)
    @ConditionalOnBean(JdbcConnectionDetails.class)
    @ConditionalOnMissingBean(RouterConnectionDetails.class)
    static class ApplicationDatabaseConfiguration {
        @Bean
        RouterConnectionDetails connwardenRouterConnectionDetails(JdbcConnectionDetails details) {
            return new RouterConnectionDetails(details.getJdbcUrl(), details.getUsername(), details.getPassword());
        }
    }

    @Order(3)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(RouterConnectionDetails.class)
    static class RouterConfiguration {
        /** Creates the router. Spring closes it after the beans that use it. */
        @Bean
        @ConditionalOnMissingBean
        QueryRouter connwardenQueryRouter(
                ConnwardenClientProperties properties, RouterConnectionDetails database, Environment environment) {
            return QueryRouter.open(settings(properties, database, ApplicationName.of(environment)));
        }

        private static RouterSettings settings(
                ConnwardenClientProperties properties, RouterConnectionDetails database, String name) {
            try {
                return properties.router().toSettings(database, name);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "connwarden.client.router: " + e.getMessage()
                                + ". Correct the setting, or disable the client with connwarden.client.enabled=false",
                        e);
            }
        }
    }

    @Order(4)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(QueryRouter.class)
    static class MetricsConfiguration {
        @Bean
        @ConditionalOnMissingBean
        RouterMetrics connwardenRouterMetrics(QueryRouter router) {
            return new RouterMetrics(router, Tags.empty());
        }
    }
}
