package io.connwarden.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.pressure.HealthSamples;
import io.connwarden.client.pressure.LowPriority;
import io.connwarden.client.topics.AlertConsumer;
import io.connwarden.client.topics.AnsweringProgram;
import io.connwarden.client.topics.TestTopics;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertState;
import io.connwarden.contracts.message.Severity;
import io.connwarden.contracts.message.Status;
import io.connwarden.embedded.fixture.SharedInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole Spring Boot application on a real PostgreSQL and a real Kafka. */
class ForumIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void an_application_queries_is_alerted_slows_down_and_manages() throws InterruptedException {
        try (TestTopics topics = new TestTopics();
                AnsweringProgram program = new AnsweringProgram(
                        prepared(topics), command -> AnsweringProgram.completed(command, 4, null));
                ConfigurableApplicationContext application = start(topics)) {
            program.awaitAssigned();
            Forum.Members members = application.getBean(Forum.Members.class);
            assertThat(members.count()).isPositive();
            assertThat(members.tidyUp()).isEqualTo(4);
            assertThat(program.heard()).isNotEmpty();

            assertThat(application.getBean(AlertConsumer.class).awaitReady(SOON))
                    .isTrue();
            topics.send(topics.names().alerts(), alert());
            await().atMost(SOON).untilAsserted(() -> assertThat(Forum.PAGED).contains("FIRING slots 95 %"));

            topics.send(topics.names().health(), HealthSamples.of(Status.CRITICAL));
            QueryRouter router = application.getBean(QueryRouter.class);
            await().atMost(SOON).until(() -> router.status().lowPriority() instanceof LowPriority.Held);
        }
    }

    private static TestTopics prepared(TestTopics topics) {
        return topics.with(
                topics.names().commands(),
                topics.names().results(),
                topics.names().health(),
                topics.names().alerts());
    }

    private static ConfigurableApplicationContext start(TestTopics topics) {
        SpringApplication application = new SpringApplication(Forum.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(
                "--spring.main.banner-mode=off",
                "--spring.application.name=forum",
                "--connwarden.client.target=" + HealthSamples.TARGET,
                "--spring.datasource.url=" + SharedInfrastructure.postgres().jdbcUrl("postgres"),
                "--connwarden.client.router.max-connections=6",
                "--connwarden.client.router.auto-cleanup-enabled=false",
                "--connwarden.client.kafka.bootstrap-servers=" + TestTopics.bootstrapServers(),
                "--connwarden.client.kafka.topic-prefix=" + topics.names().prefix());
    }

    private static Alert alert() {
        return new Alert(
                HealthSamples.TARGET,
                "ConnectionSlotsCritical",
                AlertState.FIRING,
                Severity.CRITICAL,
                "slots 95 %",
                "Slot utilization is above 90 %.",
                Map.of(),
                Instant.parse("2026-01-01T10:00:00Z"),
                null);
    }
}
