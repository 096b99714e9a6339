package io.connwarden.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.health.HealthSamples;
import io.connwarden.client.status.LowPriorityLimit;
import io.connwarden.client.topics.AlertConsumer;
import io.connwarden.client.topics.FakeActuator;
import io.connwarden.client.topics.TestTopics;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.testing.SharedInfrastructure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** A complete Spring Boot application with a real PostgreSQL and a real Kafka. */
class DemoApplicationIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void a_spring_boot_application_uses_router_management_and_topics() throws InterruptedException {
        try (TestTopics topics = new TestTopics();
                FakeActuator program =
                        new FakeActuator(prepared(topics), command -> FakeActuator.completed(command, 4, null));
                ConfigurableApplicationContext application = start(topics)) {
            program.awaitAssigned();
            DemoApplication.Members members = application.getBean(DemoApplication.Members.class);
            assertThat(members.count()).isPositive();
            assertThat(members.tidyUp()).isEqualTo(4);
            assertThat(program.receivedIds()).isNotEmpty();

            assertThat(application.getBean(AlertConsumer.class).awaitReady(SOON))
                    .isTrue();
            topics.send(topics.topics().alerts(), alert());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(DemoApplication.PAGED).contains("FIRING slots 95 %"));

            topics.send(topics.topics().health(), HealthSamples.of(HealthStatus.CRITICAL));
            QueryRouter router = application.getBean(QueryRouter.class);
            await().atMost(SOON).until(() -> router.status().lowPriorityLimit() instanceof LowPriorityLimit.Blocked);
        }
    }

    private static TestTopics prepared(TestTopics topics) {
        return topics.create(
                topics.topics().commands(),
                topics.topics().results(),
                topics.topics().health(),
                topics.topics().alerts());
    }

    private static ConfigurableApplicationContext start(TestTopics topics) {
        SpringApplication application = new SpringApplication(DemoApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(
                "--spring.main.banner-mode=off",
                "--spring.application.name=forum",
                "--connwarden.client.target=" + HealthSamples.TARGET,
                "--spring.datasource.url=" + SharedInfrastructure.postgres().jdbcUrl("postgres"),
                "--connwarden.client.router.max-connections=6",
                "--connwarden.client.router.auto-management-enabled=false",
                "--connwarden.client.kafka.bootstrap-servers=" + TestTopics.bootstrapServers(),
                "--connwarden.client.kafka.topic-prefix=" + topics.topics().prefix());
    }

    private static Alert alert() {
        return Alert.builder(
                        HealthSamples.TARGET,
                        "ConnectionSlotsCritical",
                        AlertStatus.FIRING,
                        AlertSeverity.CRITICAL,
                        Instant.parse("2026-01-01T10:00:00Z"))
                .summary("slots 95 %")
                .description("Slot utilization is above 90 %.")
                .build();
    }
}
