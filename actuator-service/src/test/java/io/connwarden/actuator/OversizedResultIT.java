package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.testing.TestSessions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A result that is too large for its topic is published with fewer sessions. */
class OversizedResultIT {
    private static final int SESSIONS = 40;

    @Test
    void a_result_above_the_limit_of_its_topic_is_published_with_fewer_sessions_and_stored_with_all() throws Exception {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment()) {
            createTopic(environment, "4000");
            try (ConfigurableApplicationContext actuator = environment.startActuator();
                    TestSessions sessions = ActuatorTestEnvironment.idleSessions(SESSIONS, "many")) {
                assertThat(actuator.isRunning()).isTrue();
                Result result = environment.execute(new CommandParameters.Cleanup(0.000_1, 1000));
                int omitted = SESSIONS - result.sessions().size();
                assertThat(omitted).isPositive();
                assertThat(result.decision().reason())
                        .endsWith(" (" + omitted + " sessions omitted because of the event size, " + omitted
                                + " of them selected; connection_logs lists all)");
                assertThat(result.terminatedCount()).isEqualTo(SESSIONS);
                assertThat(result.sessions())
                        .allMatch(session -> session.outcome() == SessionOutcome.TERMINATED)
                        .isNotEmpty();
                assertThat(sessions.alive()).isEmpty();
                assertThat(environment.store.queryForObject(
                                "SELECT jsonb_array_length(details -> 'sessions') FROM connection_logs"
                                        + " WHERE event_type = 'CLEANUP_EXECUTED'",
                                Integer.class))
                        .isEqualTo(SESSIONS);
                assertThat(environment.store.queryForObject(
                                "SELECT count(*) FROM outbox WHERE rejected_reason IS NOT NULL", Integer.class))
                        .isZero();
            }
        }
    }

    private static void createTopic(ActuatorTestEnvironment environment, String maxBytes)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", environment.bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(environment.topics.results(), 1, (short) 1)
                            .configs(Map.of("max.message.bytes", maxBytes))))
                    .all()
                    .get();
        }
    }
}
