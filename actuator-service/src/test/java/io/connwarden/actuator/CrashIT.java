package io.connwarden.actuator;

import static io.connwarden.actuator.Surroundings.TARGET;
import static io.connwarden.actuator.Surroundings.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.CrashingActuator.Gap;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.embedded.fixture.Backend;
import io.connwarden.embedded.fixture.SessionCrowd;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A real process is killed (SIGKILL) in each gap of the flow; another takes up what it left. */
class CrashIT {
    private static final int SIGKILLED = 128 + 9;
    private static final int CHOSEN = 2 * CrashingActuator.HALF;

    private Surroundings around;
    private SessionCrowd doomed;
    private SessionCrowd bystanders;

    @BeforeEach
    void gather() {
        around = new Surroundings();
        doomed = Surroundings.idle(CHOSEN, "doomed");
        bystanders = Surroundings.idle(2, "bystander");
    }

    @AfterEach
    void disperse() {
        doomed.close();
        bystanders.close();
        around.close();
    }

    @Test
    void killed_after_accepting_it_decides_and_acts_when_it_is_back() throws Exception {
        String id = killedAt(Gap.AFTER_ACCEPT);
        assertThat(state(id)).containsEntry("state", "ACCEPTED");
        assertThat(doomed.alive()).hasSize(CHOSEN);
        Result result = takenUp(id);
        assertThat(outcomes(result)).containsOnly(SessionOutcome.TERMINATED);
        assertThat(result.terminatedCount()).isEqualTo(CHOSEN);
    }

    @Test
    void killed_after_the_intent_it_signals_those_of_the_frozen_list_that_are_as_they_were() throws Exception {
        String id = killedAt(Gap.AFTER_INTENT);
        assertThat(frozen(id)).containsExactlyElementsOf(pids(doomed));
        assertThat(doomed.alive()).hasSize(CHOSEN);
        try (Statement woken = doomed.connections().get(1).createStatement()) {
            woken.execute("SELECT 1");
        }
        Result result = takenUp(id);
        assertThat(outcome(result, 1)).isEqualTo(SessionOutcome.CHANGED);
        assertThat(result.terminatedCount()).isEqualTo(CHOSEN - 1);
        assertThat(doomed.alive()).hasSize(1);
    }

    @Test
    void killed_after_signalling_half_it_does_the_other_half_and_claims_only_what_it_knows() throws Exception {
        String id = killedAt(Gap.AFTER_SIGNALLING_HALF);
        assertThat(frozen(id)).containsExactlyElementsOf(pids(doomed));
        Result result = takenUp(id);
        assertThat(doomed.alive()).isEmpty();
        assertThat(outcomes(result).subList(0, CrashingActuator.HALF)).containsOnly(SessionOutcome.ALREADY_GONE);
        assertThat(outcomes(result).subList(CrashingActuator.HALF, CHOSEN)).containsOnly(SessionOutcome.TERMINATED);
        assertThat(result.terminatedCount()).isEqualTo(CHOSEN - CrashingActuator.HALF);
        assertThat(result.sessions().get(0).reason()).contains("may have been our signal");
    }

    @Test
    void killed_after_the_outcome_it_publishes_what_the_store_says() throws Exception {
        String id = killedAt(Gap.AFTER_OUTCOME);
        assertThat(state(id)).containsEntry("state", "DONE").containsEntry("terminated_count", CHOSEN);
        assertThat(doomed.alive()).isEmpty();
        assertThat(around.results.raw()).isEmpty();
        Result result = takenUp(id);
        assertThat(result.terminatedCount()).isEqualTo(CHOSEN);
        assertThat(state(id)).as("nobody took it up again").containsEntry("attempts", 1);
    }

    @Test
    void killed_after_publishing_and_before_the_mark_it_publishes_the_same_event_again() throws Exception {
        String id = killedAt(Gap.AFTER_PUBLISH);
        Event<Result> first = around.answerEvent(id);
        takenUp(id, 2);
        assertThat(around.results.events()).hasSize(2).containsOnly(first);
    }

    private String killedAt(Gap gap) throws Exception {
        around.createTopic(around.topics.commands());
        String id = around.send(command(TARGET, new Request.Cleanup(0.000_1, CHOSEN), false));
        around.flush();
        try (ActuatorProcess process = ActuatorProcess.dyingAt(gap, around.arguments())) {
            assertThat(process.awaitDeath()).as("killed in the gap").isEqualTo(SIGKILLED);
        }
        return id;
    }

    /** Whatever the gap: one outcome, one intent, nobody else touched, everything in the log, one id of the result. */
    private Result takenUp(String id) throws SQLException {
        return takenUp(id, 1);
    }

    /** @param records how often the result is on the topic in the end; the restarted one runs until it is */
    private Result takenUp(String id, int records) throws SQLException {
        try (ConfigurableApplicationContext restarted = around.actuator()) {
            Event<Result> answer = around.answerEvent(id);
            around.results.awaitCount(records);
            Result result = answer.data();
            assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(result.sessions())
                    .filteredOn(session -> session.outcome() != SessionOutcome.SPARED)
                    .extracting(SessionReport::pid)
                    .containsExactlyElementsOf(pids(doomed));
            assertThat(bystanders.alive()).hasSameSizeAs(bystanders.backends());
            assertThat(frozen(id)).containsExactlyElementsOf(pids(doomed));
            assertThat(around.store.queryForObject("SELECT count(*) FROM intents", Integer.class))
                    .isEqualTo(1);
            assertThat(around.store.queryForObject("SELECT count(*) FROM outcomes", Integer.class))
                    .isEqualTo(CHOSEN);
            assertThat(state(id))
                    .containsEntry("state", "DONE")
                    .containsEntry("result_event_id", answer.id().id());
            assertThat(around.store.queryForList("SELECT event_type FROM connection_logs WHERE command_id = ?", id))
                    .containsExactly(Map.of("event_type", "CLEANUP_EXECUTED"));
            assertThat(around.results.events()).extracting(Event::id).containsOnly(answer.id());
            assertThat(restarted.isRunning()).isTrue();
            return result;
        }
    }

    private Map<String, Object> state(String id) {
        return around.store.queryForMap("SELECT * FROM commands WHERE id = ?", id);
    }

    private List<Integer> frozen(String id) {
        return around.store.queryForList(
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
                .limit(CHOSEN)
                .map(SessionReport::outcome)
                .toList();
    }

    private static List<Integer> pids(SessionCrowd crowd) {
        return crowd.backends().stream().map(Backend::pid).toList();
    }
}
