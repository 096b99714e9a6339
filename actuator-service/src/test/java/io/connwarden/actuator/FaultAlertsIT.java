package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static io.connwarden.actuator.ActuatorTestEnvironment.jdbc;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.testing.TestSessions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The alerts about situations in which nothing happens: no sample, no action, no record. */
@ExtendWith(OutputCaptureExtension.class)
class FaultAlertsIT {
    private static final String FAULTS = "connwarden.alerting.faults.";
    private static final String CHECK_OFTEN = FAULTS + "check-interval=1s";
    private static final String FIRE_SOON = FAULTS + "fire-after=1s";

    private ActuatorTestEnvironment environment;

    @BeforeEach
    void open() {
        environment = new ActuatorTestEnvironment();
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void an_actuator_that_is_locked_out_is_logged_once_and_counted_and_raises_an_alert(CapturedOutput output) {
        JdbcTemplate target = jdbc(ActuatorTestEnvironment.targetUrl());
        target.execute("CREATE ROLE locked_out LOGIN IN ROLE pg_monitor, pg_signal_backend");
        int loggedBefore;
        try (ConfigurableApplicationContext actuator = environment.startActuator(
                CHECK_OFTEN,
                FIRE_SOON,
                "connwarden.actuator.target-retry-timeout=1s",
                "connwarden.targets[0].user=locked_out")) {
            environment.execute(new CommandParameters.Monitor());
            awaitFaultGauge(actuator, "TargetUnreachableByActuator", 0);
            loggedBefore = output.getOut().length();
            target.execute("ALTER ROLE locked_out CONNECTION LIMIT 0");
            target.queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'locked_out'");
            awaitAlert(
                    TARGET,
                    "TargetUnreachableByActuator",
                    AlertStatus.FIRING,
                    () -> sendSample(HealthStatus.WARNING, now()));
            await().atMost(ActuatorTestEnvironment.MAX_WAIT).until(() -> noActions(actuator) > 0);
            awaitFaultGauge(actuator, "TargetUnreachableByActuator", 1);
            target.execute("ALTER ROLE locked_out CONNECTION LIMIT -1");
            awaitAlert(
                    TARGET,
                    "TargetUnreachableByActuator",
                    AlertStatus.RESOLVED,
                    () -> sendSample(HealthStatus.WARNING, now()));
            awaitFaultGauge(actuator, "TargetUnreachableByActuator", 0);
        }
        assertThat(output.getOut().substring(loggedBefore).lines())
                .filteredOn(line -> line.contains("Target orders: not reachable by an actuator"))
                .hasSize(1);
    }

    @Test
    void a_target_without_health_events_raises_an_alert_until_an_event_arrives(CapturedOutput output) {
        try (ConfigurableApplicationContext actuator =
                environment.startActuator(CHECK_OFTEN, FAULTS + "missing-events-after=10s")) {
            awaitAlert(TARGET, "HealthEventsMissing", AlertStatus.FIRING, () -> {});
            awaitFaultGauge(actuator, "HealthEventsMissing", 1);
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .until(() -> output.getOut().contains("Target orders: no health event arrives"));
            awaitAlert(
                    TARGET, "HealthEventsMissing", AlertStatus.RESOLVED, () -> sendSample(HealthStatus.HEALTHY, now()));
        }
    }

    @Test
    void events_that_are_too_old_for_an_action_raise_an_alert_until_a_recent_one_arrives() {
        try (ConfigurableApplicationContext actuator = environment.startActuator(CHECK_OFTEN, FIRE_SOON)) {
            awaitAlert(
                    TARGET,
                    "HealthEventsStale",
                    AlertStatus.FIRING,
                    () -> sendSample(HealthStatus.WARNING, now().minusSeconds(600)));
            await().atMost(ActuatorTestEnvironment.MAX_WAIT).until(() -> noActions(actuator) > 0);
            awaitAlert(
                    TARGET, "HealthEventsStale", AlertStatus.RESOLVED, () -> sendSample(HealthStatus.HEALTHY, now()));
        }
    }

    @Test
    void a_pause_that_lasts_raises_an_alert_until_RESUME() {
        try (ConfigurableApplicationContext actuator =
                environment.startActuator(CHECK_OFTEN, FAULTS + "paused-after=1s")) {
            environment.execute(new CommandParameters.Pause());
            Alert paused = awaitAlert(TARGET, "PausedTooLong", AlertStatus.FIRING, () -> {});
            assertThat(paused.description()).contains("paused by dba").contains("a test");
            TargetOverview overview = ActuatorApplication.overviewOf(actuator, TARGET);
            assertThat(overview.pause().orElseThrow())
                    .startsWith("by dba since ")
                    .endsWith(" until RESUME: a test; send RESUME to continue");
            assertThat(overview.firingAlerts(now().plusSeconds(60)))
                    .singleElement()
                    .asString()
                    .startsWith("PausedTooLong since ");
            assertThat(overview.firingAlerts(now().minusSeconds(600))).isEmpty();
            assertThat(overview.pendingPlans()).isEmpty();
            environment.execute(new CommandParameters.Resume());
            awaitAlert(TARGET, "PausedTooLong", AlertStatus.RESOLVED, () -> {});
            send(new CommandParameters.Pause());
            awaitAlert(Alert.CONNWARDEN, "PausedTooLong", AlertStatus.FIRING, () -> {});
            send(new CommandParameters.Resume());
            awaitAlert(Alert.CONNWARDEN, "PausedTooLong", AlertStatus.RESOLVED, () -> {});
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void an_exhausted_budget_is_logged_and_its_alert_resolves_without_a_sample(CapturedOutput output) {
        try (ConfigurableApplicationContext actuator =
                        environment.startActuator(CHECK_OFTEN, "connwarden.policy.budget.terminations-per-hour=2");
                TestSessions victims = ActuatorTestEnvironment.idleSessions(2, "victim")) {
            environment.execute(new CommandParameters.Cleanup(0.000_1, 1000));
            assertThat(victims.alive()).isEmpty();
            awaitAlert(TARGET, "HourlyBudgetExhausted", AlertStatus.FIRING, () -> {});
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .until(() -> output.getOut().contains("Target orders: hourly budget exhausted"));
            environment.store.update("UPDATE signals SET recorded_at = recorded_at - interval '2 hours'");
            environment.store.update("UPDATE outcomes SET recorded_at = recorded_at - interval '2 hours'");
            awaitAlert(TARGET, "HourlyBudgetExhausted", AlertStatus.RESOLVED, () -> {});
            awaitFaultGauge(actuator, "HourlyBudgetExhausted", 0);
        }
    }

    @Test
    void records_in_the_dead_letter_topic_raise_an_alert_until_a_time_without_any() {
        try (ConfigurableApplicationContext actuator =
                environment.startActuator(CHECK_OFTEN, FAULTS + "dead-letters-for=2s")) {
            sendGarbage();
            Alert deadLettered = awaitAlert(Alert.CONNWARDEN, "RecordsDeadLettered", AlertStatus.FIRING, () -> {});
            assertThat(deadLettered.description()).contains("1 record, the last is " + environment.topics.commands());
            awaitAlert(Alert.CONNWARDEN, "RecordsDeadLettered", AlertStatus.RESOLVED, () -> {});
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void a_consumer_that_cannot_finish_a_batch_raises_an_alert_until_it_advances() throws Exception {
        try (ConfigurableApplicationContext actuator = environment.startActuator(CHECK_OFTEN, FIRE_SOON)) {
            environment.execute(new CommandParameters.Status());
            setMaxMessageBytes(environment.topics.deadLetters(), "1");
            sendGarbage();
            awaitAlert(Alert.CONNWARDEN, "ConsumerNotAdvancing", AlertStatus.FIRING, () -> {});
            setMaxMessageBytes(environment.topics.deadLetters(), "1048588");
            awaitAlert(Alert.CONNWARDEN, "ConsumerNotAdvancing", AlertStatus.RESOLVED, () -> {});
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void a_topic_that_cannot_be_written_raises_an_alert_on_another_topic() {
        String missing = environment.topics.prefix() + "missing";
        try (ConfigurableApplicationContext actuator = environment.startActuator(
                CHECK_OFTEN, FIRE_SOON, "spring.kafka.producer.properties.max.block.ms=1000")) {
            environment.execute(new CommandParameters.Status());
            environment.store.update(
                    "INSERT INTO outbox (topic, key, headers, value) SELECT ?, key, headers, value FROM outbox LIMIT 1",
                    missing);
            Alert unwritable = awaitAlert(Alert.CONNWARDEN, "TopicNotWritable", AlertStatus.FIRING, () -> {});
            assertThat(unwritable.description()).startsWith(missing);
            environment.createTopic(missing);
            awaitAlert(Alert.CONNWARDEN, "TopicNotWritable", AlertStatus.RESOLVED, () -> {});
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void the_alert_of_a_target_that_was_removed_from_the_configuration_resolves() {
        try (ConfigurableApplicationContext before =
                environment.startActuator(CHECK_OFTEN, FAULTS + "missing-events-after=1s")) {
            awaitAlert(TARGET, "HealthEventsMissing", AlertStatus.FIRING, () -> {});
            assertThat(before.isRunning()).isTrue();
        }
        try (ConfigurableApplicationContext after =
                environment.startActuator(CHECK_OFTEN, "connwarden.targets[0].id=another")) {
            Alert resolved = awaitAlert(TARGET, "HealthEventsMissing", AlertStatus.RESOLVED, () -> {});
            assertThat(resolved.summary()).isEqualTo("orders: no longer watched; its state is unknown");
            assertThat(after.isRunning()).isTrue();
        }
    }

    @Test
    void a_fault_that_two_instances_evaluate_raises_one_alert() {
        String[] settings = {CHECK_OFTEN, FAULTS + "missing-events-after=5s"};
        try (ConfigurableApplicationContext first = environment.startActuator(settings);
                ConfigurableApplicationContext second = environment.startActuator(settings)) {
            awaitAlert(TARGET, "HealthEventsMissing", AlertStatus.FIRING, () -> {});
            awaitAlert(
                    TARGET, "HealthEventsMissing", AlertStatus.RESOLVED, () -> sendSample(HealthStatus.HEALTHY, now()));
            Instant start = environment.alerts.events().get(0).data().startsAt();
            assertThat(ActuatorTestEnvironment.count(
                            environment.alerts,
                            alert -> alert.state() == AlertStatus.FIRING
                                    && alert.startsAt().equals(start)))
                    .isEqualTo(1);
            assertThat(first.isRunning() && second.isRunning()).isTrue();
        }
    }

    /** Repeats an action every second until the alert has the status. */
    private Alert awaitAlert(String target, String name, AlertStatus status, Runnable action) {
        Supplier<Long> matching = () -> ActuatorTestEnvironment.count(
                environment.alerts,
                alert -> alert.target().equals(target) && alert.name().equals(name) && alert.state() == status);
        await(name + " " + status)
                .atMost(ActuatorTestEnvironment.MAX_WAIT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    action.run();
                    return matching.get() > 0;
                });
        return environment
                .alerts
                .awaitOne(
                        alert -> alert.target().equals(target) && alert.name().equals(name) && alert.state() == status)
                .data();
    }

    private void sendSample(HealthStatus status, Instant sampledAt) {
        environment.send(environment.topics.health(), HealthEvents.of(status, sampledAt));
    }

    private void send(CommandParameters parameters) {
        environment.awaitResult(environment.send(command(Command.ALL_TARGETS, parameters, false)));
    }

    private void sendGarbage() {
        environment.send(
                new ProducerRecord<>(environment.topics.commands(), TARGET.getBytes(UTF_8), "garbage".getBytes(UTF_8)));
    }

    private void setMaxMessageBytes(String topic, String bytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", environment.bootstrapServers))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static double noActions(ConfigurableApplicationContext actuator) {
        return actuator
                .getBean(MeterRegistry.class)
                .find("connwarden.actuator.no.action")
                .tag("target", TARGET)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Waits for the next check, because the gauge is set before the alert is evaluated. */
    private static void awaitFaultGauge(ConfigurableApplicationContext actuator, String fault, int value) {
        await(fault).atMost(ActuatorTestEnvironment.MAX_WAIT).until(() -> faultGauge(actuator, fault) == value);
    }

    /** Returns 1 while the fault exists; 0 otherwise, also before its first time. */
    private static double faultGauge(ConfigurableApplicationContext actuator, String fault) {
        return actuator
                .getBean(MeterRegistry.class)
                .find("connwarden.actuator.faults")
                .tag("target", TARGET)
                .tag("fault", fault)
                .gauges()
                .stream()
                .mapToDouble(Gauge::value)
                .sum();
    }
}
