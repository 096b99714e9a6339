package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.DeadLetterHeaders;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Records that the log store can never take. None blocks its partition, and each becomes one dead letter. */
class UnstorableRecordsIT {
    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        actuator = environment.startActuator();
        environment.execute(new CommandParameters.Status());
        environment.store.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " RAISE EXCEPTION 'refused by the test' USING ERRCODE = '22023'; END $$");
        environment.store.execute("CREATE TRIGGER refuse BEFORE INSERT ON connection_logs FOR EACH ROW"
                + " WHEN (NEW.event_id LIKE 'unstorable%') EXECUTE FUNCTION refuse()");
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
    }

    @Test
    void a_health_event_with_the_year_0_becomes_a_dead_letter_and_the_next_event_is_logged() {
        Event<Health> valid = HealthEvents.of(HealthStatus.HEALTHY, now());
        byte[] value = EventCodec.instance().encode(valid).value();
        String time = valid.time().toString();
        environment.send(new ProducerRecord<>(
                environment.topics.health(),
                TARGET.getBytes(UTF_8),
                new String(value, UTF_8).replace(time, "0000-01-01T00:00:00Z").getBytes(UTF_8)));
        sendAndAwaitLogged(HealthEvents.of(HealthStatus.HEALTHY, now()));
        awaitDeadLetter("1970 to 9999");
    }

    @Test
    void an_event_that_the_log_store_refuses_becomes_one_dead_letter_and_the_others_are_logged() {
        for (int i = 0; i < 3; i++) {
            Health health = HealthEvents.of(HealthStatus.HEALTHY, now()).data();
            send(new Event<>(new EventId("urn:monitor", "unstorable-" + i), now(), health));
        }
        sendAndAwaitLogged(HealthEvents.of(HealthStatus.HEALTHY, now()));
        awaitDeadLetter("refused by the test");
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .untilAsserted(() -> assertThat(deadLetterReasons())
                        .filteredOn(reason -> reason.contains("refused by the test"))
                        .hasSize(3));
    }

    @Test
    void an_event_with_a_long_reason_or_a_full_record_of_text_does_not_block_its_target() {
        String longReason = "x".repeat(5_000);
        send(unreachable(longReason, List.of()));
        send(unreachable("a full record", Collections.nCopies(9, "y".repeat(110_000))));
        sendAndAwaitLogged(unreachable(longReason, List.of()));
        environment.alerts.awaitOne(
                alert -> alert.name().equals("TargetUnreachable") && alert.state() == AlertStatus.FIRING);
        environment.store.update("DELETE FROM alert_states");
    }

    @Test
    void an_event_from_the_future_is_logged_and_the_true_events_are_evaluated() {
        sendAndAwaitLogged(HealthEvents.of(HealthStatus.CRITICAL, now().plusSeconds(3_600)));
        Event<Health> critical = HealthEvents.of(HealthStatus.CRITICAL, now());
        sendAndAwaitLogged(critical);
        environment.alerts.awaitOne(alert -> alert.name().equals("ConnectionSlotsCritical")
                && alert.startsAt().equals(critical.data().lastCheck()));
        assertThat(environment.alerts.events())
                .noneMatch(event -> event.data().startsAt().isAfter(now().plusSeconds(600)));
        environment.store.update("DELETE FROM alert_states");
    }

    @Test
    void an_outage_of_the_log_store_does_not_repeat_dead_letters() throws Exception {
        MeterRegistry metrics = actuator.getBean(MeterRegistry.class);
        double before = storeFailures(metrics);
        environment.store.execute("ALTER TABLE connection_logs RENAME TO connection_logs_away");
        environment.send(new ProducerRecord<>(
                environment.topics.health(), TARGET.getBytes(UTF_8), "garbage of the outage".getBytes(UTF_8)));
        environment.flush();
        Event<Health> valid = send(HealthEvents.of(HealthStatus.HEALTHY, now()));
        await().atMost(ActuatorTestEnvironment.MAX_WAIT).until(() -> storeFailures(metrics) >= before + 4);
        environment.store.execute("ALTER TABLE connection_logs_away RENAME TO connection_logs");
        awaitLogged(valid);
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .untilAsserted(() -> assertThat(garbageOfTheOutage()).isEqualTo(1));
        sendAndAwaitLogged(HealthEvents.of(HealthStatus.HEALTHY, now()));
        assertThat(garbageOfTheOutage()).isEqualTo(1);
    }

    @Test
    void a_known_id_with_other_content_is_rejected_and_with_equal_content_answered_again() {
        EventId id =
                new EventId(ActuatorTestEnvironment.SOURCE, UUID.randomUUID().toString());
        Command first = ActuatorTestEnvironment.command(TARGET, new CommandParameters.Cleanup(15, 10), true);
        Command other = ActuatorTestEnvironment.command(TARGET, new CommandParameters.Cleanup(15, 20), true);
        environment.send(environment.topics.commands(), new Event<>(id, now(), first));
        assertThat(environment.awaitResult(id.id()).outcome()).isEqualTo(CommandOutcome.COMPLETED);
        environment.send(environment.topics.commands(), new Event<>(id, now(), other));
        Event<Result> rejection = environment.results.awaitOne(
                result -> id.id().equals(result.commandId()) && result.outcome() == CommandOutcome.REJECTED);
        assertThat(rejection.data().decision().reason()).contains("same source and id and other content");
        assertThat(rejection.id())
                .isNotEqualTo(environment.awaitResultEvent(id.id()).id());
        assertThat(rejection.data().commandDigest())
                .isEqualTo(EventCodec.instance().digest(other))
                .isNotEqualTo(environment.awaitResult(id.id()).commandDigest());
        assertThat(rejection.id().id()).startsWith(Result.REJECTION_ID_PREFIX);
        Command later = new Command(
                TARGET, first.parameters(), first.requestedBy(), first.reason(), true, now().plusSeconds(600));
        environment.send(environment.topics.commands(), new Event<>(id, now(), later));
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .until(() -> environment.results.events().stream()
                                .filter(event -> id.id().equals(event.data().commandId()))
                                .filter(event -> event.data().outcome() == CommandOutcome.COMPLETED)
                                .count()
                        == 2);
    }

    @Test
    void the_rejection_of_an_unknown_target_names_no_other_target() {
        String id =
                environment.send(ActuatorTestEnvironment.command("unknown-db", new CommandParameters.Monitor(), false));
        Result rejection = environment.awaitResult(id);
        assertThat(rejection.outcome()).isEqualTo(CommandOutcome.REJECTED);
        assertThat(rejection.decision().reason()).contains("unknown-db").doesNotContain(TARGET + " ", "'" + TARGET);
        assertThat(rejection.decision().reason()).doesNotContain(": " + TARGET);
    }

    private static Event<Health> unreachable(String reason, List<String> recommendations) {
        Health health = Health.builder(TARGET, HealthStatus.UNREACHABLE, reason, now())
                .recommendations(recommendations)
                .build();
        return new Event<>(new EventId("urn:monitor", UUID.randomUUID().toString()), health.lastCheck(), health);
    }

    private static double storeFailures(MeterRegistry metrics) {
        Counter counter = metrics.find("connwarden.actuator.store.failures").counter();
        return counter == null ? 0 : counter.count();
    }

    private static long garbageOfTheOutage() {
        return environment.deadLetters.raw().stream()
                .filter(record ->
                        record.value() != null && new String(record.value(), UTF_8).equals("garbage of the outage"))
                .count();
    }

    private static Event<Health> send(Event<Health> event) {
        environment.send(environment.topics.health(), event);
        return event;
    }

    private static void sendAndAwaitLogged(Event<Health> event) {
        awaitLogged(send(event));
    }

    private static void awaitLogged(Event<Health> event) {
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .until(() -> Objects.equals(
                        1,
                        environment.store.queryForObject(
                                "SELECT count(*) FROM connection_logs WHERE event_type = 'MONITOR_CHECK'"
                                        + " AND event_id = ?",
                                Integer.class,
                                event.id().id())));
    }

    private static void awaitDeadLetter(String reason) {
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .untilAsserted(() -> assertThat(deadLetterReasons()).anyMatch(each -> each.contains(reason)));
    }

    private static List<String> deadLetterReasons() {
        return environment.deadLetters.raw().stream()
                .map(record -> new String(
                        record.headers().lastHeader(DeadLetterHeaders.REASON).value(), UTF_8))
                .toList();
    }
}
