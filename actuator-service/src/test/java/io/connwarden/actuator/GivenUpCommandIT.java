package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Stored commands that can never be executed. Each gets one FAILED result and does not block its target. */
class GivenUpCommandIT {
    private static final String VALID =
            "{\"action\":\"MONITOR\",\"target\":\"orders\",\"requestedBy\":\"dba\",\"reason\":\"a test\"}";

    @Test
    void commands_with_an_unreadable_message_or_after_many_crashes_fail_and_the_next_command_is_executed() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment()) {
            try (ConfigurableApplicationContext first = environment.startActuator()) {
                assertThat(first.isRunning()).isTrue();
                environment.execute(new CommandParameters.Status());
            }
            storeCommand(environment, "unreadable", VALID.replace("MONITOR", "OLD"), 0);
            storeCommand(environment, "expiry", VALID.replace("}", ",\"expiresAt\":\"+10000-01-01T04:59:59Z\"}"), 1);
            storeCommand(environment, "crashes", VALID, 5);
            storeCommand(environment, "crashes-while-given-up", VALID, 6);
            storeIntent(environment, "unreadable", "not a list");
            storeCommand(environment, "restarts", VALID, 4);

            try (ConfigurableApplicationContext actuator = environment.startActuator()) {
                Result next = environment.execute(new CommandParameters.Monitor());

                assertThat(next.outcome()).isEqualTo(CommandOutcome.COMPLETED);
                assertThat(reason(environment, "unreadable"))
                        .contains("failed 3 times with an internal error")
                        .contains("1 session without a recorded outcome may have received a signal");
                assertThat(environment.awaitResult("unreadable").terminatedCount())
                        .as("terminated sessions of the unreadable command")
                        .isEqualTo(1);
                assertThat(reason(environment, "expiry")).contains("failed 3 times with an internal error");
                assertThat(reason(environment, "crashes")).contains("5 processes ended while they executed");
                assertThat(reason(environment, "crashes-while-given-up")).contains("5 processes ended");
                assertThat(environment.awaitResult("restarts").outcome())
                        .as("a command that may still be executed")
                        .isEqualTo(CommandOutcome.COMPLETED);
                assertThat(environment.store.queryForList("SELECT outcome FROM outcomes", String.class))
                        .as("outcome of the session of the unreadable command")
                        .containsExactlyInAnyOrder("TERMINATED", "FAILED");
                assertThat(environment.store.queryForList(
                                "SELECT event_type FROM connection_logs WHERE command_id = 'unreadable'", String.class))
                        .isEqualTo(List.of("SESSIONS_TERMINATED"));
                assertThat(actuator.isRunning()).isTrue();
            }
        }
    }

    @Test
    void an_expired_command_of_a_removed_target_is_answered_and_others_stay_for_other_processes() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator = environment.startActuator()) {
            environment.execute(new CommandParameters.Status());
            storeCommand(environment, "removed-db", "removed", VALID, 1);
            storeIntent(environment, "removed", "[]");
            storeCommand(environment, "other-db", "elsewhere", VALID, 0);
            environment.store.update("UPDATE commands SET expires_at = now() WHERE id = 'removed'");

            Result result = environment.awaitResult("removed");

            assertThat(result.outcome()).isEqualTo(CommandOutcome.EXPIRED);
            assertThat(result.target()).isEqualTo("removed-db");
            assertThat(result.decision().reason())
                    .contains("no longer configured")
                    .contains("1 session without a recorded outcome may have received a signal");
            assertThat(result.terminatedCount()).isEqualTo(1);
            assertThat(environment.store.queryForObject(
                            "SELECT state FROM commands WHERE id = 'elsewhere'", String.class))
                    .isEqualTo("ACCEPTED");
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    private static String reason(ActuatorTestEnvironment environment, String id) {
        Result result = environment.awaitResult(id);
        assertThat(result.outcome()).as(id).isEqualTo(CommandOutcome.FAILED);
        return result.decision().reason();
    }

    /** Stores a command as a process leaves it that was killed. */
    private static void storeCommand(ActuatorTestEnvironment environment, String id, String data, int attempts) {
        storeCommand(environment, TARGET, id, data, attempts);
    }

    private static void storeCommand(
            ActuatorTestEnvironment environment, String target, String id, String data, int attempts) {
        environment.store.update(
                "INSERT INTO commands (source, id, target, action, automatic, requested_by, reason, dry_run, data,"
                        + " expires_at, state, attempts, lease_owner, lease_expires_at) VALUES (?, ?, ?, 'MONITOR',"
                        + " false, 'dba', 'a test', false, ?::jsonb, now() + interval '1 hour', ?, ?, ?, now())",
                ActuatorTestEnvironment.SOURCE,
                id,
                target,
                data,
                attempts == 0 ? "ACCEPTED" : "RUNNING",
                attempts,
                attempts == 0 ? null : "a killed process");
    }

    private static void storeIntent(ActuatorTestEnvironment environment, String command, String spared) {
        environment.store.update(
                "WITH intent AS (INSERT INTO intents (command_seq, step, target, rule, reason, dry_run,"
                        + " sessions_at_start, terminated_before, spared) SELECT seq, 1, target, 'R2', 'a test', false,"
                        + " 1, 0, to_jsonb(?::text) FROM commands WHERE id = ? RETURNING id) INSERT INTO"
                        + " intent_sessions (intent_id, ordinal, pid, backend_start, kind, reason)"
                        + " SELECT id, ordinal, 4710 + ordinal, now(), 'TERMINATE', 'a test'"
                        + " FROM intent, generate_series(1, 2) AS ordinal",
                spared,
                command);
        environment.store.update("INSERT INTO outcomes (intent_id, ordinal, outcome, reason, signalled)"
                + " SELECT id, 1, 'TERMINATED', 'a test', true FROM intents");
    }
}
