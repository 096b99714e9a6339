package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.management.CommandTransport;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.topics.KafkaCommandTransport;
import io.connwarden.client.topics.KafkaSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * The auto-configuration of connection management for one target, and of the router's health management. Both require
 * {@code connwarden.client.target}.
 *
 * <p>The nested configurations are ordered, because the condition of each depends on beans of the earlier ones.
 */
@AutoConfiguration(after = {RouterAutoConfiguration.class, TopicsAutoConfiguration.class})
@ConditionalOnBooleanProperty(name = "connwarden.client.enabled", matchIfMissing = true)
@ConditionalOnProperty("connwarden.client.target")
public class ManagementAutoConfiguration {

    @Order(1)
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnKafkaClasses.class)
    @ConditionalOnBean(KafkaSettings.class)
    static class KafkaTransportConfiguration {
        /** Creates the transport. The management bean closes it. */
        @Bean(destroyMethod = "")
        @ConditionalOnMissingBean
        CommandTransport connwardenCommandTransport(KafkaSettings kafka) {
            return KafkaCommandTransport.open(kafka);
        }
    }

    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(CommandTransport.class)
    static class ManagementConfiguration {
        @Bean
        @ConditionalOnMissingBean
        ManagementClient connwardenManagement(
                CommandTransport transport, ConnwardenClientProperties properties, Environment environment) {
            String requestedBy = properties.requestedBy();
            return new ManagementClient(
                    transport,
                    String.valueOf(properties.target()),
                    requestedBy == null ? ApplicationName.of(environment) : requestedBy,
                    properties.managementTimeout());
        }
    }

    @Order(3)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean({QueryRouter.class, ManagementClient.class})
    static class RouterManagementConfiguration {
        @Bean
        @Nullable RouterManagementBinding connwardenRouterManagementBinding(
                ObjectProvider<QueryRouter> router,
                ManagementClient management,
                ConfigurableListableBeanFactory beans) {
            QueryRouter known = router.getIfAvailable();
            return known == null ? null : RouterManagementBinding.bind(known, management, beans);
        }
    }

    @Order(4)
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnKafkaClasses.class)
    @ConditionalOnBean({QueryRouter.class, KafkaSettings.class})
    static class HealthFeedConfiguration {
        @Bean
        @Nullable HealthFeed connwardenHealthFeed(
                ObjectProvider<QueryRouter> router, KafkaSettings kafka, ConnwardenClientProperties properties) {
            QueryRouter known = router.getIfAvailable();
            return known == null ? null : HealthFeed.start(known, kafka, String.valueOf(properties.target()));
        }
    }
}
