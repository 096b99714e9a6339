package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A session that was once seen to LISTEN is protected until it ends, although its last statement is another one. */
class KnownListenersIT {
    private static final CommandParameters.Cleanup ALL_IDLE = new CommandParameters.Cleanup(0.000_1, 1000);

    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        actuator = environment.startActuator();
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
    }

    @Test
    void a_listener_that_a_health_event_names_is_protected() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(3, "news")) {
            SessionId listener = id(sessions.backends().get(0));
            Event<Health> event = HealthEvents.of(HealthStatus.HEALTHY, now());
            environment.send(
                    environment.topics.health(),
                    new Event<>(
                            event.id(),
                            event.time(),
                            Health.builder(event.data().target(), HealthStatus.HEALTHY, "listeners", now())
                                    .counts(event.data().counts())
                                    .serverVersion("18.1")
                                    .inRecovery(false)
                                    .listeners(List.of(listener))
                                    .build()));
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .until(() -> environment
                            .store
                            .queryForList("SELECT pid FROM listening_sessions", Integer.class)
                            .contains(listener.pid()));
            assertOnlyFirstIsProtected(sessions, environment.execute(ALL_IDLE));
        }
    }

    @Test
    void a_listener_of_an_earlier_sample_is_protected_and_forgotten_when_it_has_ended() throws SQLException {
        SessionId listener;
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(3, "news")) {
            listener = id(sessions.backends().get(0));
            execute(sessions, "LISTEN news");
            assertThat(environment
                            .execute(new CommandParameters.Cleanup(1000, 1))
                            .terminatedCount())
                    .isZero();
            execute(sessions, "SELECT 1");
            ActuatorTestEnvironment.awaitIdle(sessions);
            assertOnlyFirstIsProtected(sessions, environment.execute(ALL_IDLE));
        }
        await().atMost(ActuatorTestEnvironment.MAX_WAIT).untilAsserted(() -> {
            environment.execute(new CommandParameters.Cleanup(1000, 1));
            assertThat(environment.store.queryForList("SELECT pid FROM listening_sessions", Integer.class))
                    .doesNotContain(listener.pid());
        });
    }

    private static void assertOnlyFirstIsProtected(TestSessions sessions, Result result) {
        assertThat(sessions.alive()).containsExactly(sessions.backends().get(0));
        assertThat(result.sessions())
                .filteredOn(session -> session.outcome() == SessionOutcome.PROTECTED)
                .anySatisfy(session -> {
                    assertThat(session.pid())
                            .isEqualTo(sessions.backends().get(0).pid());
                    assertThat(session.reason()).isEqualTo("protected: LISTEN is active (G5)");
                });
    }

    private static void execute(TestSessions sessions, String sql) throws SQLException {
        try (Statement statement = sessions.connections().get(0).createStatement()) {
            statement.execute(sql);
        }
    }

    private static SessionId id(Backend backend) {
        return new SessionId(backend.pid(), backend.backendStart());
    }
}
