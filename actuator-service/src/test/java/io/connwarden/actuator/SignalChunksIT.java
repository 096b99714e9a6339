package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.sql.target.TargetException;
import io.connwarden.testing.TestSessions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The sessions of a list are signalled by few statements, and a failed statement leaves no session unaccounted for. */
@ExtendWith(OutputCaptureExtension.class)
class SignalChunksIT {
    private static final CommandParameters.Cleanup ALL_IDLE = new CommandParameters.Cleanup(0.000_1, 1000);
    private static final int REACHED = 3;

    private final List<Integer> statements = new CopyOnWriteArrayList<>();
    private ActuatorTestEnvironment environment;
    private ConfigurableApplicationContext actuator;

    @BeforeEach
    void start() {
        environment = new ActuatorTestEnvironment();
        actuator = ActuatorApplication.builder()
                .sources(FaultInjectingConnections.class)
                .run(environment.arguments().toArray(String[]::new));
        environment.execute(new CommandParameters.Status());
        FaultInjectingConnections.beforeSignal = sessions -> statements.add(sessions.size());
    }

    @AfterEach
    void stop() {
        FaultInjectingConnections.reset();
        actuator.close();
        environment.close();
    }

    @Test
    void forty_sessions_are_signalled_by_two_statements() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(40, "many")) {
            Result result = environment.execute(ALL_IDLE);
            assertThat(result.terminatedCount()).isEqualTo(40);
            assertThat(sessions.alive()).isEmpty();
            assertThat(statements).containsExactly(25, 15);
        }
    }

    @Test
    void no_further_chunk_is_signalled_while_the_log_store_refuses_the_answers_of_the_last_one(CapturedOutput output) {
        AtomicBoolean refuse = new AtomicBoolean(true);
        environment.store.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$BEGIN RAISE 'cannot execute INSERT in a read-only transaction' USING ERRCODE = '25006'; END$$");
        FaultInjectingConnections.afterSignal = chunk -> {
            if (refuse.getAndSet(false)) {
                environment.store.execute(
                        "CREATE TRIGGER refuse BEFORE INSERT ON signals EXECUTE FUNCTION public.refuse()");
            }
        };
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(40, "many")) {
            String command = environment.send(ALL_IDLE);
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .until(() -> output.getAll().contains("before its signals because the log store is unavailable"));
            assertThat(statements).as("statements during the outage").containsExactly(25);
            environment.store.execute("DROP TRIGGER refuse ON signals");
            Result result = environment.awaitResult(command);
            assertThat(statements).containsExactly(25, 15);
            assertThat(result.terminatedCount()).isEqualTo(40);
            assertThat(sessions.alive()).isEmpty();
        }
    }

    @Test
    void a_log_store_that_answers_too_slowly_ends_the_list_and_the_next_command_follows(CapturedOutput output) {
        AtomicBoolean slow = new AtomicBoolean(true);
        FaultInjectingConnections.afterSignal = chunk -> {
            if (slow.getAndSet(false)) {
                environment.store.execute("ALTER TABLE pauses RENAME TO fast_pauses");
                environment.store.execute(
                        "CREATE VIEW pauses AS SELECT p.* FROM pg_sleep(0.8), fast_pauses p OFFSET 0");
                environment.store.execute("INSERT INTO fast_pauses (target, paused_by, reason, command_source,"
                        + " command_id) VALUES ('another', 'dba', 'a test', 's', 'i')");
            }
        };
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(40, "many")) {
            Result result = environment.execute(ALL_IDLE);
            assertThat(result.terminatedCount()).isEqualTo(25);
            assertThat(sessions.alive()).hasSize(15);
            assertThat(result.sessions())
                    .filteredOn(session -> session.outcome() == SessionOutcome.SPARED)
                    .hasSize(15)
                    .allSatisfy(session -> assertThat(session.reason())
                            .contains("not signalled: the log store answered after ")
                            .endsWith(", the maximum before a signal is 700 ms"));
            assertThat(output.getAll()).contains("before its signals because the log store is unavailable");
            assertThat(statements).containsExactly(25);
            environment.store.execute("DROP VIEW pauses");
            environment.store.execute("ALTER TABLE fast_pauses RENAME TO pauses");
            assertThat(environment.execute(ALL_IDLE).terminatedCount()).isEqualTo(15);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57014", "40003"})
    void after_a_failure_in_the_middle_of_a_statement_its_sessions_are_in_doubt_and_none_is_signalled_twice(
            String sqlState) {
        AtomicBoolean fail = new AtomicBoolean(true);
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(2 * REACHED, "doubtful")) {
            FaultInjectingConnections.reached = chunk -> fail.get() ? chunk.subList(0, REACHED) : chunk;
            FaultInjectingConnections.afterSignal = chunk -> {
                if (fail.getAndSet(false)) {
                    await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                            .until(() -> sessions.alive().size() == REACHED);
                    throw new TargetException(new SQLException("planted", sqlState));
                }
            };
            Result result = environment.awaitResult(environment.send(command(TARGET, ALL_IDLE, false)));
            assertThat(statements).containsExactly(2 * REACHED, 1, 1, 1, 1, 1, 1);
            assertThat(result.outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(result.sessions())
                    .extracting(SessionReport::outcome)
                    .containsExactlyElementsOf(halves(SessionOutcome.ALREADY_GONE, SessionOutcome.TERMINATED));
            assertThat(result.sessions().subList(0, REACHED))
                    .allSatisfy(session -> assertThat(session.reason()).contains("ended by a signal of this action"));
            assertThat(environment.store.queryForList("SELECT in_doubt FROM signals", Boolean.class))
                    .hasSize(2 * REACHED)
                    .containsOnly(true);
            assertThat(environment.store.queryForList("SELECT signalled FROM outcomes", Boolean.class))
                    .as("counted in the budget")
                    .containsOnly(true);
            assertThat(sessions.alive()).isEmpty();
        }
    }

    private static List<SessionOutcome> halves(SessionOutcome first, SessionOutcome second) {
        List<SessionOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 2 * REACHED; i++) {
            outcomes.add(i < REACHED ? first : second);
        }
        return outcomes;
    }
}
