package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.sql.target.TargetException;
import io.connwarden.testing.TestSessions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

/** A committed list of sessions is checked again before signals: after a restart or a failure, and in the middle. */
class RecheckBeforeSignalsIT {
    private static final ConditionFactory AWAIT = await().atMost(ActuatorTestEnvironment.MAX_WAIT);
    private static final CommandParameters.Cleanup ALL_IDLE = new CommandParameters.Cleanup(0.000_1, 1000);
    private static final int VICTIM_COUNT = 6;
    private static final int MORE_THAN_ONE_STATEMENT = 30;

    private ActuatorTestEnvironment environment;
    private TestSessions victims;

    @BeforeEach
    void openSessions() {
        environment = new ActuatorTestEnvironment();
        victims = ActuatorTestEnvironment.idleSessions(VICTIM_COUNT, "victim");
    }

    @AfterEach
    void closeSessions() {
        FaultInjectingConnections.reset();
        ShiftedClock.ahead = Duration.ZERO;
        victims.close();
        environment.close();
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void a_list_of_a_stopped_process_is_not_signalled_after_PAUSE(Command pause) {
        String id;
        try (ConfigurableApplicationContext first = start()) {
            id = sendAndStopBeforeTheFirstSignal();
            assertThat(first.isRunning()).isTrue();
            execute(pause);
        }
        assertRefused(restartAndAwaitResult(id), SessionOutcome.SPARED, "paused meanwhile");
    }

    @ParameterizedTest
    @CsvSource({
        "connwarden.policy.paused=true, SPARED, paused meanwhile",
        "connwarden.policy.dry-run=true, SPARED, dry run enabled meanwhile",
        "connwarden.policy.exclude.applications=vic*, PROTECTED, protected meanwhile"
    })
    void a_list_of_a_stopped_process_is_not_signalled_against_the_policy_of_its_successor(
            String setting, SessionOutcome outcome, String reason) {
        String id;
        try (ConfigurableApplicationContext first = start()) {
            id = sendAndStopBeforeTheFirstSignal();
            assertThat(first.isRunning()).isTrue();
        }
        assertRefused(restartAndAwaitResult(id, setting), outcome, reason);
    }

    @Test
    void an_automatic_list_of_a_stopped_process_is_not_signalled_after_its_rule_was_disarmed() {
        String[] zombies = {
            "connwarden.thresholds.zombie=1ms",
            "connwarden.thresholds.cleanup-zombies=2",
            "connwarden.policy.zombie-cleanup.idle-for=1ms",
            "connwarden.policy.health-max-age=1h"
        };
        Event<Health> event = HealthEvents.of(HealthStatus.CLEANUP_NEEDED, now());
        try (ConfigurableApplicationContext first = start(zombies)) {
            stopBeforeTheFirstSignal(() -> {
                environment.send(environment.topics.health(), event);
                return event;
            });
            assertThat(first.isRunning()).isTrue();
        }
        List<String> disarmed = new ArrayList<>(List.of(zombies));
        disarmed.add("connwarden.policy.mode=watch");
        try (ConfigurableApplicationContext second = start(disarmed.toArray(String[]::new))) {
            Result result = environment
                    .results
                    .awaitOne(each -> event.id().id().equals(each.causeEventId()))
                    .data();
            assertRefused(result, SessionOutcome.SPARED, "meanwhile the mode of R2 is watch");
            assertThat(second.isRunning()).isTrue();
        }
    }

    @Test
    void a_list_of_a_stopped_process_is_not_signalled_after_the_command_expired() {
        String id;
        try (ConfigurableApplicationContext first = start()) {
            id = sendAndStopBeforeTheFirstSignal();
            assertThat(first.isRunning()).isTrue();
        }
        ShiftedClock.ahead = Duration.ofHours(1);
        assertRefused(restartAndAwaitResult(id), SessionOutcome.SPARED, "expired meanwhile");
    }

    @Test
    void a_list_of_a_stopped_process_is_signalled_if_nothing_changed() {
        String id;
        try (ConfigurableApplicationContext first = start()) {
            id = sendAndStopBeforeTheFirstSignal();
            assertThat(first.isRunning()).isTrue();
        }
        Result result = restartAndAwaitResult(id);
        assertThat(result.terminatedCount()).isEqualTo(VICTIM_COUNT);
        assertThat(victims.alive()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void PAUSE_between_two_statements_of_a_list_spares_the_remaining_sessions(Command pause) {
        AtomicInteger signalled = new AtomicInteger();
        try (ConfigurableApplicationContext actuator = start();
                TestSessions more = ActuatorTestEnvironment.idleSessions(MORE_THAN_ONE_STATEMENT, "victim")) {
            environment.execute(new CommandParameters.Status());
            FaultInjectingConnections.afterSignal = sessions -> {
                signalled.addAndGet(sessions.size());
                execute(pause);
            };
            Result result = environment.awaitResult(environment.send(command(TARGET, ALL_IDLE, false)));
            int spared = VICTIM_COUNT + MORE_THAN_ONE_STATEMENT - signalled.get();
            assertThat(spared).isPositive();
            assertThat(result.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(result.terminatedCount()).isEqualTo(signalled.get());
            assertThat(result.decision().reason()).contains("paused meanwhile by dba");
            assertThat(victims.alive().size() + more.alive().size()).isEqualTo(spared);
            assertThat(result.sessions())
                    .filteredOn(session -> session.outcome() == SessionOutcome.SPARED)
                    .hasSize(spared)
                    .allSatisfy(session -> assertThat(session.reason()).contains("paused meanwhile by dba"));
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void PAUSE_while_the_process_is_stopped_between_check_and_signal_spares_all_sessions() {
        AtomicInteger attempts = new AtomicInteger();
        try (ConfigurableApplicationContext actuator = start()) {
            environment.execute(new CommandParameters.Status());
            FaultInjectingConnections.beforeSignal = sessions -> {
                if (attempts.incrementAndGet() == 1) {
                    environment.execute(new CommandParameters.Pause());
                    awaitOneSecond();
                }
            };
            String id = environment.send(command(TARGET, ALL_IDLE, false));
            assertRefused(environment.awaitResult(id), SessionOutcome.SPARED, "paused meanwhile");
            assertThat(attempts).hasValue(1);
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void PAUSE_while_an_unreachable_target_is_retried_spares_all_sessions() {
        AtomicInteger attempts = new AtomicInteger();
        try (ConfigurableApplicationContext actuator = start("connwarden.actuator.target-retry-timeout=10m")) {
            environment.execute(new CommandParameters.Status());
            FaultInjectingConnections.beforeSignal = sessions -> {
                if (attempts.incrementAndGet() == 1) {
                    environment.execute(new CommandParameters.Pause());
                    throw new TargetException(new SQLException("connection lost", "08006"));
                }
            };
            String id = environment.send(command(TARGET, ALL_IDLE, false));
            assertRefused(environment.awaitResult(id), SessionOutcome.SPARED, "paused meanwhile");
            assertThat(attempts).hasValue(1);
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void a_process_that_lost_its_lease_signals_no_further_session_and_its_successor_knows_the_signals() {
        AtomicInteger signalled = new AtomicInteger();
        int all = VICTIM_COUNT + MORE_THAN_ONE_STATEMENT;
        try (ConfigurableApplicationContext actuator = start();
                TestSessions more = ActuatorTestEnvironment.idleSessions(MORE_THAN_ONE_STATEMENT, "victim")) {
            environment.execute(new CommandParameters.Status());
            FaultInjectingConnections.afterSignal = sessions -> {
                if (signalled.getAndAdd(sessions.size()) == 0) {
                    setLease("another", Duration.ofHours(1));
                }
            };
            String id = environment.send(command(TARGET, ALL_IDLE, false));
            AWAIT.until(() -> signalled.get() > 0);
            int first = signalled.get();
            AWAIT.during(Duration.ofSeconds(2)).until(() -> signalled.get() == first);
            assertThat(victims.alive().size() + more.alive().size()).isEqualTo(all - first);
            setLease("another", Duration.ofHours(-1));
            assertThat(environment.awaitResult(id).terminatedCount())
                    .as("with the signals before the loss of the lease")
                    .isEqualTo(all);
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    static Stream<Command> pauses() {
        Map<String, String> labels = Map.of("env", "prod");
        PauseWindow always = new PauseWindow("0 0 * * * *", "UTC", 120);
        return Stream.of(
                command(TARGET, new CommandParameters.Pause(), false),
                command(Command.ALL_TARGETS, new CommandParameters.Pause(null, labels, null), false),
                command(TARGET, new CommandParameters.Pause(null, Map.of(), always), false),
                command(Command.ALL_TARGETS, new CommandParameters.Pause(null, labels, always), false));
    }

    private void execute(Command pause) {
        assertThat(environment.awaitResult(environment.send(pause)).outcome()).isEqualTo(CommandOutcome.COMPLETED);
    }

    private void setLease(String owner, Duration left) {
        environment.store.update(
                "UPDATE commands SET lease_owner = ?, lease_expires_at = clock_timestamp() + make_interval(secs => ?)"
                        + " WHERE state = 'RUNNING'",
                owner,
                (double) left.toSeconds());
    }

    private ConfigurableApplicationContext start(String... more) {
        return ActuatorApplication.builder()
                .sources(FaultInjectingConnections.class, ShiftedClock.class)
                .run(Stream.concat(
                                environment.arguments(more).stream(),
                                Stream.of("--connwarden.targets[0].labels.env=prod"))
                        .toArray(String[]::new));
    }

    private String sendAndStopBeforeTheFirstSignal() {
        return stopBeforeTheFirstSignal(() -> environment.send(command(TARGET, ALL_IDLE, false)));
    }

    /** Commits the intent of a command; the worker stops before the first signal, as in a shutdown. */
    private <T> T stopBeforeTheFirstSignal(Supplier<T> send) {
        FaultInjectingConnections.beforeSignal = sessions -> {
            throw new ShutdownException();
        };
        T sent = send.get();
        AWAIT.until(() -> Objects.equals(
                1,
                environment.store.queryForObject(
                        "SELECT count(*) FROM intents JOIN commands ON seq = command_seq WHERE state = 'ACCEPTED'",
                        Integer.class)));
        FaultInjectingConnections.reset();
        return sent;
    }

    private Result restartAndAwaitResult(String id, String... settings) {
        try (ConfigurableApplicationContext second = start(settings)) {
            Result result = environment.awaitResult(id);
            assertThat(second.isRunning()).isTrue();
            return result;
        }
    }

    private void assertRefused(Result result, SessionOutcome outcome, String reason) {
        assertThat(victims.alive()).as("sessions alive").hasSize(VICTIM_COUNT);
        assertThat(result.terminatedCount()).isZero();
        assertThat(result.outcome()).isEqualTo(CommandOutcome.COMPLETED);
        assertThat(result.sessions())
                .filteredOn(session -> "victim".equals(session.application()))
                .hasSize(VICTIM_COUNT)
                .allSatisfy(session -> assertThat(session.reason()).contains(reason))
                .extracting(SessionReport::outcome)
                .containsOnly(outcome);
        assertThat(environment.store.queryForList(
                        "SELECT DISTINCT outcome FROM reclaimed_sessions WHERE application_name = 'victim'",
                        String.class))
                .containsExactly(outcome.name());
    }

    private static void awaitOneSecond() {
        long start = System.nanoTime();
        AWAIT.until(() -> System.nanoTime() - start > Duration.ofSeconds(1).toNanos());
    }
}
