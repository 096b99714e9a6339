package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.micrometer.RouterMetrics;
import io.connwarden.client.settings.DatabaseSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * The auto-configuration of the query router and its Micrometer metrics.
 *
 * <p>By default the router takes the place of the application's data source, with its whole configuration. With
 * {@code connwarden.client.router.url}, or {@code connwarden.client.datasource=beside}, it opens connections of its
 * own. An application that defines a router itself gets no other. A database other than PostgreSQL gets none.
 *
 * <p>The nested configurations are ordered, because the condition of each depends on beans of the earlier ones. A
 * router bean may be null, if only the created data source shows that there is none.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnBooleanProperty(name = "connwarden.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConnwardenClientProperties.class)
public class RouterAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(RouterAutoConfiguration.class);

    @Order(1)
    @Configuration(proxyBeanMethods = false)
    @Conditional({OnDataSourceMode.Replace.class, OnReplaceableDataSource.class})
    @ConditionalOnMissingBean(QueryRouter.class)
    static class ReplacingConfiguration {
        @Bean
        static DataSourceReplacement connwardenDataSourceReplacement(
                ConfigurableListableBeanFactory beans, Environment environment) {
            return new DataSourceReplacement(beans, environment);
        }

        /** Returns the router of the data source. It is closed with the data source. */
        @Bean(destroyMethod = "")
        @Nullable QueryRouter connwardenQueryRouter(DataSourceReplacement replacement) {
            return replacement.router();
        }
    }

    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnDataSourceMode.Beside.class)
    @ConditionalOnProperty("connwarden.client.router.url")
    @ConditionalOnMissingBean(RouterConnectionDetails.class)
    static class ConfiguredDatabaseConfiguration {
        @Bean
        RouterConnectionDetails connwardenRouterConnectionDetails(ConnwardenClientProperties properties) {
            RouterProperties router = properties.router();
            return new RouterConnectionDetails(String.valueOf(router.url()), router.role(), router.password());
        }
    }

    @Order(3)
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnDataSourceMode.Beside.class)
    @ConditionalOnClass(JdbcConnectionDetails.class)
    @ConditionalOnBean(JdbcConnectionDetails.class)
    @ConditionalOnMissingBean(RouterConnectionDetails.class)
    static class ApplicationDatabaseConfiguration {
        @Bean
        @Nullable RouterConnectionDetails connwardenRouterConnectionDetails(JdbcConnectionDetails details) {
            if (DatabaseSettings.isPostgresql(details.getJdbcUrl())) {
                return new RouterConnectionDetails(details.getJdbcUrl(), details.getUsername(), details.getPassword());
            }
            LOG.info("No query router is created: the database of the application is not PostgreSQL");
            return null;
        }
    }

    @Order(4)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(RouterConnectionDetails.class)
    static class RouterConfiguration {
        /** Creates the router. Spring closes it after the beans that use it. */
        @Bean
        @ConditionalOnMissingBean
        @Nullable QueryRouter connwardenQueryRouter(
                ObjectProvider<RouterConnectionDetails> database,
                ConfigurableListableBeanFactory beans,
                Environment environment) {
            RouterConnectionDetails known = database.getIfAvailable();
            return known == null ? null : RouterFactory.open(known, beans, environment);
        }
    }

    @Order(5)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(QueryRouter.class)
    static class MetricsConfiguration {
        @Bean
        @ConditionalOnMissingBean
        @Nullable RouterMetrics connwardenRouterMetrics(ObjectProvider<QueryRouter> router) {
            QueryRouter known = router.getIfAvailable();
            return known == null ? null : new RouterMetrics(known, Tags.empty());
        }
    }
}
