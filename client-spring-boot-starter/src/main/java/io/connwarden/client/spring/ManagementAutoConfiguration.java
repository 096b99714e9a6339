package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.management.ConnectionManagement;
import io.connwarden.client.management.ManagementTransport;
import io.connwarden.client.topics.KafkaAccess;
import io.connwarden.client.topics.KafkaTransport;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
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
    @ConditionalOnBean(KafkaAccess.class)
    static class KafkaTransportConfiguration {
        /** Creates the transport. The management bean closes it. */
        @Bean(destroyMethod = "")
        @ConditionalOnMissingBean
        ManagementTransport connwardenManagementTransport(KafkaAccess access) {
            return KafkaTransport.open(access);
        }
    }

    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ManagementTransport.class)
    static class ManagementConfiguration {
        @Bean
        @ConditionalOnMissingBean
        ConnectionManagement connwardenManagement(
                ManagementTransport transport, ConnwardenClientProperties properties, Environment environment) {
            String requestedBy = properties.requestedBy();
            return new ConnectionManagement(
                    transport,
                    String.valueOf(properties.target()),
                    requestedBy == null ? ApplicationName.of(environment) : requestedBy,
                    properties.managementTimeout());
        }
    }

    @Order(3)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean({QueryRouter.class, ConnectionManagement.class})
    static class RouterManagementConfiguration {
        @Bean
        RouterManagementBinding connwardenRouterManagementBinding(
                QueryRouter router, ConnectionManagement management, ConfigurableListableBeanFactory beans) {
            return RouterManagementBinding.bind(router, management, beans);
        }
    }

    @Order(4)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean({QueryRouter.class, KafkaAccess.class})
    static class HealthFeedConfiguration {
        @Bean
        HealthFeed connwardenHealthFeed(QueryRouter router, KafkaAccess access, ConnwardenClientProperties properties) {
            return HealthFeed.start(router, access, String.valueOf(properties.target()));
        }
    }
}
