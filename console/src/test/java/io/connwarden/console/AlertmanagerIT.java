package io.connwarden.console;

import static io.connwarden.console.CommandClient.json;
import static io.connwarden.console.CommandClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.access.Scope;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private static ConsoleWithActuator fixture;
    private static StubActuator actuator;
    private static CommandClient client;

    @BeforeAll
    static void start() throws Exception {
        fixture = ConsoleWithActuator.start(PREFIX, "--connwarden.console.alertmanager.target-label=database");
        actuator = fixture.actuator();
        client = fixture.client();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void a_firing_alert_becomes_one_command_however_often_it_is_sent() throws Exception {
        JsonNode first = json(notify(NOTIFICATION), 202);
        JsonNode second = json(notify(NOTIFICATION), 202);
        assertThat(first.get("alerts")).hasSize(2).isEqualTo(second.get("alerts"));
        assertThat(first.at("/alerts/0/state").asString()).isEqualTo("SENT");
        assertThat(first.at("/alerts/1/state").asString()).isEqualTo("IGNORED");
        assertThat(first.at("/alerts/1/detail").asString()).contains("'Other'", "'database'");
        String id = first.at("/alerts/0/commandId").asString();
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
        assertThat(later.at("/alerts/0/commandId").asString()).isNotEqualTo(id);
    }

    @Test
    void one_alert_that_is_refused_keeps_no_other_from_its_target() throws Exception {
        String twoTargets = NOTIFICATION.replace("{\"alertname\": \"Other\"}", "{\"database\": \"gamma\"}");
        String token = TestTokens.shared().create(Set.of(Scope.OPERATE), Set.of("gamma"), null);
        JsonNode answer = json(
                client.send(
                        "POST",
                        "/hooks/alertmanager",
                        twoTargets,
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + token),
                202);
        assertThat(answer.at("/alerts/0/state").asString()).isEqualTo("REFUSED");
        assertThat(answer.at("/alerts/0/detail").asString()).contains("'alpha'");
        assertThat(answer.at("/alerts/1/state").asString()).isEqualTo("SENT");
        String id = answer.at("/alerts/1/commandId").asString();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(actuator.received(id))
                        .extracting(Command::target)
                        .containsExactly("gamma"));
    }

    @Test
    void too_many_alerts_are_refused_with_the_setting_that_limits_them() throws Exception {
        String alert = "{\"status\": \"resolved\", \"labels\": {}, \"startsAt\": \"2026-11-29T10:00:00Z\"}";
        String body = "{\"version\": \"4\", \"groupKey\": \"g\", \"alerts\": ["
                + String.join(",", Collections.nCopies(1_001, alert)) + "]}";
        assertThat(problem(notify(body), 413)).contains("1001", "max_alerts");
    }

    @Test
    void a_resolved_notification_sends_nothing() throws Exception {
        JsonNode answer = json(notify(NOTIFICATION.replace("\"firing\"", "\"resolved\"")), 202);
        assertThat(answer.get("alerts")).isEmpty();
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
