package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * The auto-configuration of what an application expects of a data source: translated exceptions, migrations
 * without a deadline, health and an endpoint.
 */
@AutoConfiguration(after = RouterAutoConfiguration.class)
@ConditionalOnBean(QueryRouter.class)
public class RouterSupportAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({PersistenceExceptionTranslator.class, SQLExceptionTranslator.class})
    static class TranslationConfiguration {
        @Bean
        static QueryExceptionTranslator connwardenQueryExceptionTranslator() {
            return new QueryExceptionTranslator();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnDataSourceMode.Replace.class)
    static class LiquibaseConfiguration {
        @Bean
        static LiquibaseDataSource connwardenLiquibaseDataSource() {
            return new LiquibaseDataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnDataSourceMode.Replace.class)
    @ConditionalOnClass({Flyway.class, FlywayConfigurationCustomizer.class})
    static class FlywayConfiguration {
        @Bean
        FlywayDataSource connwardenFlywayDataSource() {
            return new FlywayDataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    @ConditionalOnEnabledHealthIndicator("connwarden")
    static class HealthConfiguration {
        @Bean
        @ConditionalOnMissingBean(name = "connwardenHealthIndicator")
        @Nullable HealthIndicator connwardenHealthIndicator(ObjectProvider<QueryRouter> router) {
            QueryRouter known = router.getIfAvailable();
            return known == null ? null : new RouterHealthIndicator(known);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    @ConditionalOnAvailableEndpoint(RouterEndpoint.class)
    static class EndpointConfiguration {
        @Bean
        @ConditionalOnMissingBean
        @Nullable RouterEndpoint connwardenEndpoint(ObjectProvider<QueryRouter> router) {
            QueryRouter known = router.getIfAvailable();
            return known == null ? null : new RouterEndpoint(known);
        }
    }
}
