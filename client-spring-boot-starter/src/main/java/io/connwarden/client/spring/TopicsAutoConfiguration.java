package io.connwarden.client.spring;

import io.connwarden.client.topics.AlertConsumer;
import io.connwarden.client.topics.CommandProducer;
import io.connwarden.client.topics.ConsumerOptions;
import io.connwarden.client.topics.HealthConsumer;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.ResultConsumer;
import io.connwarden.client.topics.StartPosition;
import io.connwarden.client.topics.TopicEventListener;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * The auto-configuration of the topic clients: a lazy command producer, and a consumer for each topic for which the
 * application has a {@link TopicEventListener} bean.
 *
 * <p>Without the classes of Kafka on the class path there are no topic clients.
 *
 * <p>Kafka is taken from {@code connwarden.client.kafka.bootstrap-servers}, otherwise from the application's Kafka
 * connection in Spring Boot. The nested configurations are ordered, because the condition of each depends on beans of
 * the earlier ones.
 */
@AutoConfiguration(afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@ConditionalOnBooleanProperty(name = "connwarden.client.enabled", matchIfMissing = true)
@Conditional(OnKafkaClasses.class)
@EnableConfigurationProperties(ConnwardenClientProperties.class)
public class TopicsAutoConfiguration {
    /** Age of the oldest health event that is delivered at the start. Covers a few samples. */
    static final Duration RECENT_HEALTH = Duration.ofSeconds(90);

    @Order(1)
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnBootstrapServers.class)
    @ConditionalOnMissingBean(KafkaSettings.class)
    static class ConfiguredKafkaConfiguration {
        @Bean
        KafkaSettings connwardenKafkaSettings(ConnwardenClientProperties properties, Environment environment) {
            String servers = String.join(",", properties.kafka().bootstrapServers());
            return kafkaSettings(servers, Map.of(), properties.kafka(), environment);
        }
    }

    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(KafkaConnectionDetails.class)
    @ConditionalOnBean(KafkaConnectionDetails.class)
    @ConditionalOnMissingBean(KafkaSettings.class)
    static class ApplicationKafkaConfiguration {
        @Bean
        KafkaSettings connwardenKafkaSettings(
                KafkaConnectionDetails details, ConnwardenClientProperties properties, Environment environment) {
            String protocol = details.getSecurityProtocol();
            Map<String, String> applicationProperties =
                    protocol == null ? Map.of() : Map.of("security.protocol", protocol);
            String servers = String.join(",", details.getBootstrapServers());
            return kafkaSettings(servers, applicationProperties, properties.kafka(), environment);
        }
    }

    private static KafkaSettings kafkaSettings(
            String servers,
            Map<String, String> applicationProperties,
            ConnwardenKafkaProperties kafka,
            Environment environment) {
        String source = kafka.source() == null ? "/" + ApplicationName.of(environment) : kafka.source();
        Map<String, String> properties = new HashMap<>(applicationProperties);
        properties.putAll(kafka.properties());
        return new KafkaSettings(servers, new Topics(kafka.topicPrefix()), source, properties);
    }

    @Order(3)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(KafkaSettings.class)
    static class TopicClientsConfiguration {
        @Bean
        @Lazy
        @ConditionalOnMissingBean
        CommandProducer connwardenCommandProducer(KafkaSettings kafka) {
            return CommandProducer.open(kafka);
        }

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnBean(value = Health.class, parameterizedContainer = TopicEventListener.class)
        HealthConsumer connwardenHealthConsumer(
                KafkaSettings kafka,
                ConnwardenClientProperties properties,
                ObjectProvider<TopicEventListener<Health>> listeners) {
            ConsumerOptions options = options(properties, new StartPosition.ByDuration(RECENT_HEALTH));
            return HealthConsumer.start(kafka, options, CompositeEventListener.of(listeners));
        }

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnBean(value = Result.class, parameterizedContainer = TopicEventListener.class)
        ResultConsumer connwardenResultConsumer(
                KafkaSettings kafka,
                ConnwardenClientProperties properties,
                ObjectProvider<TopicEventListener<Result>> listeners) {
            return ResultConsumer.start(
                    kafka, options(properties, new StartPosition.Latest()), CompositeEventListener.of(listeners));
        }

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnBean(value = Alert.class, parameterizedContainer = TopicEventListener.class)
        AlertConsumer connwardenAlertConsumer(
                KafkaSettings kafka,
                ConnwardenClientProperties properties,
                ObjectProvider<TopicEventListener<Alert>> listeners) {
            return AlertConsumer.start(
                    kafka, options(properties, new StartPosition.Latest()), CompositeEventListener.of(listeners));
        }

        private static ConsumerOptions options(ConnwardenClientProperties properties, StartPosition position) {
            String groupId = properties.kafka().groupId();
            ConsumerOptions options = ConsumerOptions.startingAt(position);
            return groupId == null ? options : options.inGroup(groupId);
        }
    }
}
