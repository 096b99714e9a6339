package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.idleSessions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.testing.TestSessions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A role or a database at its CONNECTION LIMIT on a server with free slots. The rules act on health events only. */
class ConnectionLimitIT {
    private static final String TENANT = "tenant";

    private static JdbcTemplate superuser;
    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        superuser = ActuatorTestEnvironment.jdbc(ActuatorTestEnvironment.targetUrl());
        superuser.execute("CREATE ROLE " + TENANT + " LOGIN CONNECTION LIMIT 9");
        superuser.execute("CREATE DATABASE shared_shop CONNECTION LIMIT 8");
        environment = new ActuatorTestEnvironment();
        actuator = environment.startActuator("connwarden.policy.survivors-per-application=3");
        environment.execute(new CommandParameters.Status());
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
        superuser.execute("DROP DATABASE shared_shop");
        superuser.execute("DROP ROLE " + TENANT);
    }

    /** The sessions of an earlier test would belong to a pool that refills. */
    @BeforeEach
    void forgetActions() {
        environment.store.execute("DELETE FROM alert_states");
        environment.store.execute("DELETE FROM intents");
    }

    @Test
    void R3_ends_as_many_sessions_of_a_role_at_its_limit_as_the_limit_needs_and_no_others() {
        try (TestSessions others = idleSessions(12, "older");
                TestSessions tenants = idleSessions(9, "leaky", TENANT)) {
            assertThatThrownBy(() -> idleSessions(1, "refused", TENANT))
                    .hasStackTraceContaining("too many connections for role");
            Event<Health> event = HealthEvents.observed(actuator);
            assertThat(event.data().status()).isEqualTo(HealthStatus.CRITICAL);
            assertThat(event.data().serverStatus()).isEqualTo(HealthStatus.HEALTHY);
            assertThat(event.data().reason()).contains("role 'tenant' has 9 of 9 sessions of its CONNECTION LIMIT");
            assertThat(event.data().recommendations())
                    .anySatisfy(advice -> assertThat(advice).contains("ALTER ROLE \"tenant\" CONNECTION LIMIT"));
            Result result = environment.actOn(event);
            assertThat(result.decision().rule()).isEqualTo("R3");
            assertThat(result.decision().reason()).contains("role 'tenant' has 9 of 9 sessions");
            assertThat(result.terminatedCount()).as("until 6 of 9 are used").isEqualTo(3);
            assertThat(tenants.alive())
                    .hasSize(6)
                    .doesNotContain(tenants.backends().get(0));
            assertThat(others.alive()).hasSize(others.size());
            awaitLimitAlert("role 'tenant' has 9 of 9 sessions of its CONNECTION LIMIT");
            try (TestSessions accepted = idleSessions(1, "accepted", TENANT)) {
                assertThat(accepted.alive()).hasSize(1);
            }
        }
    }

    @Test
    void R3_ends_sessions_of_a_database_at_its_limit_and_none_of_another_database() {
        String url = ActuatorTestEnvironment.targetServer().jdbcUrl("shared_shop");
        try (TestSessions others = idleSessions(12, "elsewhere");
                TestSessions shop = TestSessions.idle(url, 8, "shop", ActuatorTestEnvironment.APPLICATION_ROLE)) {
            ActuatorTestEnvironment.awaitIdle(shop);
            Result result = environment.actOn(HealthEvents.observed(actuator));
            assertThat(result.decision().rule()).isEqualTo("R3");
            assertThat(result.decision().reason()).contains("database 'shared_shop' has 8 of 8 sessions");
            assertThat(result.terminatedCount()).as("until 6 of 8 are used").isEqualTo(2);
            assertThat(shop.connections()).hasSize(8);
            assertThat(others.alive()).hasSize(others.size());
            awaitLimitAlert("database 'shared_shop' has 8 of 8 sessions of its CONNECTION LIMIT");
        }
    }

    @Test
    void R3_relaxes_G6_within_a_full_limit_of_which_every_session_is_a_survivor() {
        try (TestSessions others = idleSessions(3, "other survivors");
                TestSessions first = idleSessions(3, "web", TENANT);
                TestSessions second = idleSessions(3, "job", TENANT);
                TestSessions third = idleSessions(3, "cron", TENANT)) {
            Result result = environment.actOn(HealthEvents.observed(actuator));
            assertThat(result.decision().rule()).isEqualTo("R3");
            assertThat(result.sessions())
                    .filteredOn(session -> session.outcome() == SessionOutcome.TERMINATED)
                    .hasSize(3)
                    .extracting(SessionReport::reason)
                    .allMatch(reason -> reason.contains("G6 relaxed, because every candidate was spared"));
            assertThat(first.alive()).as("the oldest sessions").isEmpty();
            assertThat(second.alive().size() + third.alive().size()).isEqualTo(6);
            assertThat(others.alive()).hasSize(3);
        }
    }

    private static void awaitLimitAlert(String limit) {
        environment.alerts.awaitOne(alert -> alert.name().equals("ConnectionLimitCritical")
                && alert.state() == AlertStatus.FIRING
                && alert.summary().contains(limit)
                && alert.description().contains("CONNECTION LIMIT"));
    }
}
