package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.CrashingActuator.CrashPoint;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Pauses.PauseRow;
import io.connwarden.sql.store.Pauses.Restriction;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** A real process is killed with SIGKILL between the steps of the flow; another process resumes its command. */
class CrashIT {
    private static final int SIGKILLED = 128 + 9;
    private static final int VICTIM_COUNT = 2 * CrashingActuator.HALF_OF_THE_SIGNALS;

    private ActuatorTestEnvironment environment;
    private TestSessions victims;
    private TestSessions bystanders;

    @BeforeEach
    void openSessions() {
        environment = new ActuatorTestEnvironment();
        victims = ActuatorTestEnvironment.idleSessions(VICTIM_COUNT, "victim");
        bystanders = ActuatorTestEnvironment.idleSessions(2, "bystander");
    }

    @AfterEach
    void closeSessions() {
        victims.close();
        bystanders.close();
        environment.close();
    }

    @Test
    void after_a_crash_behind_the_acceptance_the_command_is_decided_and_executed() throws Exception {
        String id = sendAndCrashAt(CrashPoint.AFTER_ACCEPT);
        // A worker may have claimed the command in the moment between its acceptance and the crash.
        assertThat(commandRow(id).get("state")).isIn("ACCEPTED", "RUNNING");
        assertThat(intentPids(id)).isEmpty();
        assertThat(victims.alive()).hasSize(VICTIM_COUNT);
        Result result = restartAndAwaitResult(id);
        assertThat(outcomes(result)).containsOnly(SessionOutcome.TERMINATED);
        assertThat(result.terminatedCount()).isEqualTo(VICTIM_COUNT);
    }

    @ParameterizedTest
    @CsvSource({"prod,", "prod,0 0 * * * *", ",0 0 * * * *"})
    void a_restricted_pause_between_acceptance_and_intent_holds_after_the_crash(
            @Nullable String env, @Nullable String cron) throws Exception {
        String id = sendAndCrashAt(CrashPoint.AFTER_ACCEPT);
        Restriction restriction = new Restriction(
                UUID.randomUUID(),
                env == null ? Map.of() : Map.of("env", env),
                cron == null ? null : new PauseWindow(cron, "UTC", 120));
        pause(restriction);
        try (ConfigurableApplicationContext restarted =
                environment.startActuator("connwarden.targets[0].labels.env=prod")) {
            Result result = environment.awaitResult(id);
            assertThat(result.outcome()).isEqualTo(CommandOutcome.REJECTED);
            assertThat(result.decision().rule()).isEqualTo("G2");
            assertThat(result.decision().reason()).contains("by ann", "RESUME with pauseId " + restriction.id());
            assertThat(intentPids(id)).isEmpty();
            assertThat(victims.alive()).hasSize(VICTIM_COUNT);
            assertThat(restarted.isRunning()).isTrue();
        }
    }

    /** Stores a pause as another actuator would, because no actuator runs. */
    private void pause(Restriction restriction) {
        DataSource store = Objects.requireNonNull(environment.store.getDataSource());
        PauseRow row = new PauseRow(TARGET, "ann", "an upgrade", ActuatorTestEnvironment.now(), null);
        EventId command =
                new EventId(ActuatorTestEnvironment.SOURCE, restriction.id().toString());
        assertThat(new Pauses(store).restrict(row, restriction, command)).isTrue();
    }

    @Test
    void after_a_crash_behind_the_intent_only_unchanged_sessions_of_the_intent_are_signalled() throws Exception {
        String id = sendAndCrashAt(CrashPoint.AFTER_INTENT);
        assertThat(intentPids(id)).containsExactlyElementsOf(pids(victims));
        assertThat(victims.alive()).hasSize(VICTIM_COUNT);
        try (Statement woken = victims.connections().get(1).createStatement()) {
            woken.execute("SELECT 1");
        }
        Result result = restartAndAwaitResult(id);
        assertThat(outcome(result, 1)).isEqualTo(SessionOutcome.CHANGED);
        assertThat(result.terminatedCount()).isEqualTo(VICTIM_COUNT - 1);
        assertThat(victims.alive()).hasSize(1);
    }

    @Test
    void after_a_crash_between_signals_the_rest_is_signalled_and_only_known_terminations_are_counted()
            throws Exception {
        String id = sendAndCrashAt(CrashPoint.AFTER_SIGNALLING_HALF);
        assertThat(intentPids(id)).containsExactlyElementsOf(pids(victims));
        Result result = restartAndAwaitResult(id);
        assertThat(victims.alive()).isEmpty();
        assertThat(outcomes(result).subList(0, CrashingActuator.HALF_OF_THE_SIGNALS))
                .containsOnly(SessionOutcome.ALREADY_GONE);
        assertThat(outcomes(result).subList(CrashingActuator.HALF_OF_THE_SIGNALS, VICTIM_COUNT))
                .containsOnly(SessionOutcome.TERMINATED);
        assertThat(result.terminatedCount()).isEqualTo(VICTIM_COUNT - CrashingActuator.HALF_OF_THE_SIGNALS);
        assertThat(result.sessions().get(0).reason()).contains("ended by a signal of this action or by another cause");
    }

    @Test
    void after_a_crash_behind_the_outcome_the_stored_result_is_published() throws Exception {
        String id = sendAndCrashAt(CrashPoint.AFTER_OUTCOME);
        assertThat(commandRow(id)).containsEntry("state", "DONE").containsEntry("terminated_count", VICTIM_COUNT);
        assertThat(victims.alive()).isEmpty();
        assertThat(environment.results.raw()).isEmpty();
        Result result = restartAndAwaitResult(id);
        assertThat(result.terminatedCount()).isEqualTo(VICTIM_COUNT);
        assertThat(commandRow(id)).as("the command was not executed again").containsEntry("attempts", 1);
    }

    @Test
    void after_a_crash_behind_publishing_the_same_event_is_published_again() throws Exception {
        String id = sendAndCrashAt(CrashPoint.AFTER_PUBLISH);
        Event<Result> first = environment.awaitResultEvent(id);
        restartAndAwaitResult(id, 2);
        assertThat(environment.results.events()).hasSize(2).containsOnly(first);
    }

    private String sendAndCrashAt(CrashPoint crashPoint) throws Exception {
        environment.createTopic(environment.topics.commands());
        String id = environment.send(command(TARGET, new CommandParameters.Cleanup(0.000_1, VICTIM_COUNT), false));
        environment.flush();
        try (ActuatorProcess process = ActuatorProcess.startCrashingAt(crashPoint, environment.arguments())) {
            assertThat(process.awaitExit())
                    .as("exit code of the killed actuator")
                    .isEqualTo(SIGKILLED);
        }
        return id;
    }

    /**
     * Expects, for every crash point: one outcome, one intent, no other session signalled, a complete log and one
     * result id.
     */
    private Result restartAndAwaitResult(String id) throws SQLException {
        return restartAndAwaitResult(id, 1);
    }

    /** @param records expected number of result records; the restarted actuator runs until all are published */
    private Result restartAndAwaitResult(String id, int records) throws SQLException {
        try (ConfigurableApplicationContext restarted = environment.startActuator()) {
            Event<Result> answer = environment.awaitResultEvent(id);
            environment.results.awaitCount(records);
            Result result = answer.data();
            assertThat(result.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(result.sessions())
                    .filteredOn(session -> session.outcome() != SessionOutcome.SPARED)
                    .extracting(SessionReport::pid)
                    .containsExactlyElementsOf(pids(victims));
            assertThat(bystanders.alive()).hasSameSizeAs(bystanders.backends());
            assertThat(intentPids(id)).containsExactlyElementsOf(pids(victims));
            assertThat(environment.store.queryForObject("SELECT count(*) FROM intents", Integer.class))
                    .isEqualTo(1);
            assertThat(environment.store.queryForObject("SELECT count(*) FROM outcomes", Integer.class))
                    .isEqualTo(VICTIM_COUNT);
            assertThat(commandRow(id))
                    .containsEntry("state", "DONE")
                    .containsEntry("result_event_id", answer.id().id());
            assertThat(environment.store.queryForList(
                            "SELECT event_type FROM connection_logs WHERE command_id = ?", id))
                    .containsExactly(Map.of("event_type", "CLEANUP_EXECUTED"));
            assertThat(environment.results.events()).extracting(Event::id).containsOnly(answer.id());
            assertThat(restarted.isRunning()).isTrue();
            return result;
        }
    }

    private Map<String, Object> commandRow(String id) {
        return environment.store.queryForMap("SELECT * FROM commands WHERE id = ?", id);
    }

    private List<Integer> intentPids(String id) {
        return environment.store.queryForList(
                "SELECT s.pid FROM intent_sessions s JOIN intents i ON i.id = s.intent_id JOIN commands c ON c.seq ="
                        + " i.command_seq WHERE c.id = ? ORDER BY s.ordinal",
                Integer.class,
                id);
    }

    private SessionOutcome outcome(Result result, int index) {
        return outcomes(result).get(index);
    }

    private List<SessionOutcome> outcomes(Result result) {
        return result.sessions().stream()
                .limit(VICTIM_COUNT)
                .map(SessionReport::outcome)
                .toList();
    }

    private static List<Integer> pids(TestSessions sessions) {
        return sessions.backends().stream().map(Backend::pid).toList();
    }
}
