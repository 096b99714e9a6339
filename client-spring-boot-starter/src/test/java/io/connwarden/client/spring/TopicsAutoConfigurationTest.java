package io.connwarden.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.management.CommandTransport;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.topics.AlertConsumer;
import io.connwarden.client.topics.CommandProducer;
import io.connwarden.client.topics.HealthConsumer;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.ResultConsumer;
import io.connwarden.client.topics.TopicEventListener;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The conditions of the topic clients, without a broker. */
class TopicsAutoConfigurationTest {
    private static final String KAFKA = "connwarden.client.kafka.bootstrap-servers=127.0.0.1:1";
    private static final String TARGET = "connwarden.client.target=orders-db";
    private static final String URL = "connwarden.client.router.url=jdbc:postgresql://127.0.0.1:1/nowhere";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RouterAutoConfiguration.class, TopicsAutoConfiguration.class, ManagementAutoConfiguration.class));

    @Test
    void without_kafka_no_management_bean_is_created() {
        application
                .withPropertyValues(TARGET)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(KafkaSettings.class)
                        .doesNotHaveBean(ManagementClient.class));
    }

    @Test
    void kafka_access_is_bound_from_the_settings() {
        application
                .withPropertyValues(
                        KAFKA,
                        "spring.application.name=forum",
                        "connwarden.client.kafka.topic-prefix=guard.",
                        "connwarden.client.kafka.properties[security.protocol]=SSL")
                .run(context -> {
                    KafkaSettings kafka = context.getBean(KafkaSettings.class);
                    assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:1");
                    assertThat(kafka.source()).isEqualTo("/forum");
                    assertThat(kafka.topics().health()).isEqualTo("guard.health");
                    assertThat(kafka.properties()).containsEntry("security.protocol", "SSL");
                });
    }

    @Test
    void the_kafka_of_the_application_is_used_without_bootstrap_servers() {
        application
                .withBean(KafkaConnectionDetails.class, () -> () -> List.of("one:9092", "two:9092"))
                .run(context -> assertThat(context.getBean(KafkaSettings.class).bootstrapServers())
                        .isEqualTo("one:9092,two:9092"));
    }

    @Test
    void bootstrap_servers_may_be_a_list() {
        application
                .withPropertyValues(
                        "connwarden.client.kafka.bootstrap-servers[0]=one:9092",
                        "connwarden.client.kafka.bootstrap-servers[1]=two:9092")
                .run(context -> assertThat(context.getBean(KafkaSettings.class).bootstrapServers())
                        .isEqualTo("one:9092,two:9092"));
    }

    @Test
    void without_kafka_on_the_class_path_the_router_works_and_management_takes_another_transport() {
        application
                .withClassLoader(new FilteredClassLoader(
                        "org.apache.kafka", "io.connwarden.client.topics", "org.springframework.boot.kafka"))
                .withPropertyValues(KAFKA, TARGET, URL)
                .withBean(CommandTransport.class, NoTransport::new)
                .run(context -> assertThat(context)
                        .hasSingleBean(QueryRouter.class)
                        .hasSingleBean(ManagementClient.class)
                        .doesNotHaveBean("connwardenKafkaSettings"));
    }

    private static final class NoTransport implements CommandTransport {
        @Override
        public CompletableFuture<Result> request(Command command, Duration atMost) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }

    @Test
    void consumers_are_created_only_if_a_listener_exists() {
        application.withPropertyValues(KAFKA).run(context -> {
            assertThat(context)
                    .doesNotHaveBean(HealthConsumer.class)
                    .doesNotHaveBean(ResultConsumer.class)
                    .doesNotHaveBean(AlertConsumer.class)
                    .doesNotHaveBean(ManagementClient.class);
            assertThat(context.getBeanFactory().containsSingleton("connwardenCommandProducer"))
                    .isFalse();
            assertThat(context.getBean(CommandProducer.class)).isNotNull();
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Listeners {
        @Bean
        TopicEventListener<Health> health() {
            return event -> {};
        }

        @Bean
        TopicEventListener<Alert> alerts() {
            return event -> {};
        }

        @Bean
        TopicEventListener<Result> results() {
            return event -> {};
        }
    }

    @Test
    void each_listener_bean_creates_its_consumer() {
        application
                .withPropertyValues(KAFKA)
                .withUserConfiguration(Listeners.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(HealthConsumer.class)
                        .hasSingleBean(AlertConsumer.class)
                        .hasSingleBean(ResultConsumer.class));
    }

    @Test
    void every_listener_receives_the_event_even_if_one_fails() {
        List<String> received = new ArrayList<>();
        TopicEventListener<Command> failing = event -> {
            received.add("first");
            throw new IllegalStateException("broken");
        };
        CompositeEventListener<Command> every =
                new CompositeEventListener<>(List.of(failing, event -> received.add("second")));
        Command command = new Command("orders-db", new CommandParameters.Auto(), "tests", "test", true, null);
        Event<Command> event = new Event<>(new EventId("/tests", "1"), Instant.EPOCH, command);
        assertThatThrownBy(() -> every.onEvent(event)).hasMessage("broken");
        assertThat(received).containsExactly("first", "second");
    }

    @Test
    void a_target_creates_management_and_binds_the_router() {
        application
                .withPropertyValues(KAFKA, TARGET, URL, "connwarden.client.requested-by=forum-team")
                .run(context -> {
                    assertThat(context.getBean(ManagementClient.class).target()).isEqualTo("orders-db");
                    assertThat(context)
                            .hasSingleBean(RouterManagementBinding.class)
                            .hasSingleBean(HealthFeed.class);
                });
    }

    @Test
    void management_over_a_custom_transport_is_closed_after_the_router() {
        List<String> closed = new ArrayList<>();
        AtomicReference<QueryRouter> router = new AtomicReference<>();
        application
                .withPropertyValues(TARGET, URL)
                .withBean(CommandTransport.class, () -> new ClosingTransport(closed, router))
                .run(context -> router.set(context.getBean(QueryRouter.class)));
        assertThat(closed).isNotEmpty().containsOnly("transport, router closed: true");
    }

    private record ClosingTransport(List<String> closed, AtomicReference<QueryRouter> router)
            implements CommandTransport {
        @Override
        public CompletableFuture<Result> request(Command command, Duration atMost) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            closed.add("transport, router closed: " + router.get().isClosed());
        }
    }
}
