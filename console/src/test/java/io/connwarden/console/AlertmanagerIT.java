package io.connwarden.console;

import static io.connwarden.console.CommandClient.json;
import static io.connwarden.console.CommandClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.testing.SharedInfrastructure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The receiver of Alertmanager on a real broker. */
class AlertmanagerIT {
    private static final String PREFIX = "console-alertmanager.";
    private static final String NOTIFICATION = """
        {"version": "4", "groupKey": "{}:{alertname=\\"ConnectionsHigh\\"}", "truncatedAlerts": 0,
         "status": "firing", "receiver": "connwarden", "groupLabels": {"alertname": "ConnectionsHigh"},
         "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://alertmanager:9093",
         "alerts": [
           {"status": "firing", "labels": {"alertname": "ConnectionsHigh", "database": "alpha"}, "annotations": {},
            "startsAt": "2026-11-29T10:00:00.123456789Z", "endsAt": "0001-01-01T00:00:00Z",
            "generatorURL": "http://prometheus/graph", "fingerprint": "a1"},
           {"status": "resolved", "labels": {"alertname": "ConnectionsHigh", "database": "beta"}, "annotations": {},
            "startsAt": "2026-11-29T09:00:00Z", "endsAt": "2026-11-29T09:30:00Z", "fingerprint": "a2"},
           {"status": "firing", "labels": {"alertname": "Other"}, "annotations": {},
            "startsAt": "2026-11-29T11:00:00+01:00", "fingerprint": "a3"}]}
        """;

    private static StubActuator actuator;
    private static ConfigurableApplicationContext console;
    private static CommandClient client;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(Stream.of("health", "results", "alerts", "commands")
                            .map(name -> new NewTopic(PREFIX + name, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        actuator = new StubActuator(bootstrap, PREFIX);
        console = ConsoleTestApplication.start(
                bootstrap, PREFIX, "--connwarden.console.alertmanager.target-label=database");
        client = new CommandClient(console);
    }

    @AfterAll
    static void stop() {
        console.close();
        actuator.close();
    }

    @Test
    void a_firing_alert_becomes_one_command_however_often_it_is_sent() throws Exception {
        JsonNode first = json(notify(NOTIFICATION), 202);
        JsonNode second = json(notify(NOTIFICATION), 202);
        assertThat(first.get("commands")).hasSize(1).isEqualTo(second.get("commands"));
        assertThat(first.at("/ignored/0").asString()).contains("'Other'", "'database'");
        String id = first.at("/commands/0/commandId").asString();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(actuator.received(id)).hasSize(2));
        assertThat(actuator.received(id)).allSatisfy(command -> {
            assertThat(command).isEqualTo(actuator.received(id).get(0));
            assertThat(command.target()).isEqualTo("alpha");
            assertThat(command.parameters()).isInstanceOf(CommandParameters.Auto.class);
            assertThat(command.dryRun()).isFalse();
            assertThat(command.reason()).contains("ConnectionsHigh", "2026-11-29T10:00:00.123456789Z");
        });
        JsonNode later = json(notify(NOTIFICATION.replace("10:00:00.123", "12:00:00.123")), 202);
        assertThat(later.at("/commands/0/commandId").asString()).isNotEqualTo(id);
    }

    @Test
    void a_resolved_notification_sends_nothing() throws Exception {
        JsonNode answer = json(notify(NOTIFICATION.replace("\"firing\"", "\"resolved\"")), 202);
        assertThat(answer.get("commands")).isEmpty();
    }

    @Test
    void a_notification_without_any_target_is_refused() throws Exception {
        assertThat(problem(notify(NOTIFICATION.replace("\"database\"", "\"instance\"")), 422))
                .contains("'database'", "connwarden.console.alertmanager.target-label");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\": \"4\" | \"version\": \"3\" | 'version'",
                "\"version\": \"4\" | \"version\": 4 | 'version'",
                "\"groupKey\" | \"group\" | 'groupKey'",
                "\"alerts\": | \"alert\": | 'alerts'",
                "\"status\": \"resolved\" | \"status\": \"pending\" | 'alerts[1].status'",
                "2026-11-29T11:00:00+01:00 | yesterday | 'alerts[2].startsAt'",
                "\"database\": \"alpha\" | \"database\": 7 | 'alerts[0].labels.database'"
            })
    void an_invalid_payload_is_answered_with_a_problem_that_names_the_field(String text, String invalid, String named)
            throws Exception {
        assertThat(problem(notify(NOTIFICATION.replace(text, invalid)), 400)).contains(named);
    }

    private static HttpResponse<String> notify(String body) throws Exception {
        return client.send("POST", "/hooks/alertmanager", body, "Content-Type", "application/json");
    }
}
