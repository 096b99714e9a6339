package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A full server on which the guards once spared every session. */
class UntouchableServerIT {
    private static final CommandParameters.Cleanup ALL_IDLE = new CommandParameters.Cleanup(0.000_1, 1000);

    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    private final List<TestSessions> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        actuator = environment.startActuator("connwarden.policy.survivors-per-application=3");
        environment.execute(new CommandParameters.Monitor());
    }

    @AfterEach
    void closeSessions() {
        opened.forEach(TestSessions::close);
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .until(
                        () -> superuserQuery("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'"),
                        "0"::equals);
        environment.forgetApplications();
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
    }

    @Test
    void sessions_with_an_application_name_of_their_own_are_reclaimed_except_the_survivors() {
        for (int i = 0; i < 54; i++) {
            open(1, "shop - 10.0.0.7:" + (40_000 + i));
        }
        Result emergency = environment.execute(new CommandParameters.Emergency());
        assertThat(emergency.decision().reason()).doesNotContain("relaxes");
        assertThat(emergency.terminatedCount()).isPositive();
        Result cleanup = environment.execute(ALL_IDLE);
        assertThat(emergency.terminatedCount() + cleanup.terminatedCount()).isEqualTo(51);
        assertThat(reasons(cleanup, SessionOutcome.SPARED))
                .hasSize(3)
                .allMatch(reason -> reason.contains("nearly unique application names keeps its 3 idle sessions (G6)"));
    }

    @Test
    void if_every_session_of_a_full_server_is_a_survivor_the_oldest_are_terminated_and_the_result_says_so() {
        for (char service = 'a'; service < 'a' + 18; service++) {
            open(3, "service " + service);
        }
        Result cleanup = environment.execute(ALL_IDLE);
        assertThat(cleanup.terminatedCount()).isZero();
        assertThat(reasons(cleanup, SessionOutcome.SPARED))
                .hasSize(54)
                .allMatch(reason -> reason.endsWith("keeps its 3 idle sessions (G6)"));
        Result emergency = environment.execute(new CommandParameters.Emergency());
        assertThat(emergency.decision().reason()).contains("the last step relaxes G6");
        assertThat(emergency.terminatedCount()).isPositive();
        assertThat(reasons(emergency, SessionOutcome.TERMINATED))
                .allMatch(reason -> reason.contains("G6 relaxed, because every candidate was spared"));
        assertThat(opened.get(0).alive()).as("the oldest sessions").isEmpty();
        assertThat(opened.get(17).alive()).as("the youngest sessions").hasSize(3);
    }

    @Test
    void R1_reclaims_a_full_server_on_which_every_session_has_a_name_of_its_own() {
        for (int i = 0; i < 54; i++) {
            open(1, "crm - 10.0.0.8:" + (50_000 + i));
        }
        Result result = environment.actOn(HealthEvents.observed(actuator));
        assertThat(result.decision().rule()).isEqualTo("R1");
        assertThat(result.decision().reason()).doesNotContain("relaxes");
        assertThat(result.terminatedCount()).isPositive();
    }

    @Test
    void R1_relaxes_G6_on_a_full_server_of_which_every_session_is_a_survivor() {
        for (char service = 'a'; service < 'a' + 18; service++) {
            open(3, "unit " + service);
        }
        Result result = environment.actOn(HealthEvents.observed(actuator));
        assertThat(result.decision().rule()).isEqualTo("R1");
        assertThat(result.decision().reason()).contains("the last step relaxes G6");
        assertThat(result.terminatedCount()).isPositive();
        assertThat(opened.get(0).alive()).as("the oldest sessions").isEmpty();
    }

    @Test
    void a_TERMINATE_ends_a_session_of_a_role_with_REPLICATION_and_no_walsender() throws SQLException {
        superuserQuery("SELECT 1", "ALTER ROLE app REPLICATION");
        try (Connection standby = openWalsender()) {
            open(1, "prisma");
            Backend session = opened.get(0).backends().get(0);
            Backend walsender = walsender();
            Result result = environment.execute(
                    new CommandParameters.Terminate(List.of(id(session), id(walsender)), Set.of(RuleId.G5)));
            assertThat(reasons(result, SessionOutcome.TERMINATED)).hasSize(1);
            assertThat(reasons(result, SessionOutcome.PROTECTED))
                    .singleElement()
                    .asString()
                    .contains("backend type 'walsender' (G5)", "cannot be overridden");
            assertThat(opened.get(0).alive()).isEmpty();
            assertThat(walsender()).isEqualTo(walsender);
            assertThat(standby.isClosed()).isFalse();
        } finally {
            superuserQuery("SELECT 1", "ALTER ROLE app NOREPLICATION");
        }
    }

    private static Connection openWalsender() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "13");
        return DriverManager.getConnection(
                ActuatorTestEnvironment.targetServer().jdbcUrlWithoutUser("postgres") + "?user="
                        + ActuatorTestEnvironment.APPLICATION_ROLE,
                properties);
    }

    private static Backend walsender() {
        return Objects.requireNonNull(ActuatorTestEnvironment.jdbc(ActuatorTestEnvironment.targetUrl())
                .queryForObject(
                        "SELECT pid, backend_start FROM pg_stat_activity WHERE backend_type = 'walsender'",
                        (row, number) -> new Backend(
                                row.getInt(1),
                                row.getObject(2, OffsetDateTime.class).toInstant())));
    }

    private static SessionId id(Backend backend) {
        return new SessionId(backend.pid(), backend.backendStart());
    }

    @Test
    void a_role_with_REPLICATION_protects_no_ordinary_session() {
        superuserQuery("SELECT 1", "ALTER ROLE app REPLICATION");
        try {
            open(6, "prisma");
            assertThat(environment.execute(ALL_IDLE).terminatedCount()).isEqualTo(3);
        } finally {
            superuserQuery("SELECT 1", "ALTER ROLE app NOREPLICATION");
        }
    }

    private void open(int count, String application) {
        opened.add(ActuatorTestEnvironment.idleSessions(count, application));
    }

    private static List<String> reasons(Result result, SessionOutcome outcome) {
        return result.sessions().stream()
                .filter(session -> session.outcome() == outcome)
                .map(SessionReport::reason)
                .toList();
    }

    private static String superuserQuery(String query, String... before) {
        var superuser = ActuatorTestEnvironment.jdbc(ActuatorTestEnvironment.targetUrl());
        for (String statement : before) {
            superuser.execute(statement);
        }
        return superuser.queryForObject(query, String.class);
    }
}
