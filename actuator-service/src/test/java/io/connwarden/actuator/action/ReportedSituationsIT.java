package io.connwarden.actuator.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.decision.TestPolicies;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.sql.target.HeldSession;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.reports.OpenedSessions;
import io.connwarden.testing.reports.ReportedSituation;
import io.connwarden.testing.reports.SessionFate;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The decision on the sample of a real server in a reported situation. A test of the SQL pack expects the same of its
 * emergency, on versions 13, 15 and 18.
 */
class ReportedSituationsIT {
    private static final Policy AT_ONCE = TestPolicies.policyOver(
            TestPolicies.generous(),
            "emergency.idle-for=60ms",
            "emergency.next-step.idle-for=60ms",
            "emergency.active-for=1ms",
            "emergency.stuck-older-than=60ms",
            "emergency.max-stuck-transactions=20",
            "stuck-transactions.idle-for=60ms");

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(PostgresServerOptions.standard()
                .withMaxConnections(60)
                .withSetting("autovacuum", "off")
                .withSetting("max_prepared_transactions", "1"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("io.connwarden.testing.reports.ReportedSituation#all")
    void an_emergency_ends_the_sessions_that_the_situation_demands(ReportedSituation situation) throws SQLException {
        Map<String, SessionFate> fates = new TreeMap<>();
        situation.expected().keySet().forEach(application -> fates.put(application, SessionFate.LEFT_ALONE));
        try (OpenedSessions sessions = OpenedSessions.of(situation, server);
                HeldSession connection = TargetConnections.open(settings(), "connwarden-actuator")) {
            assertThat(sessions.pids()).isNotEmpty();
            if (decide(connection) instanceof Decision.Act act) {
                act.victims()
                        .forEach(victim -> fates.put(
                                Objects.requireNonNull(victim.session().client().application()),
                                victim.signal() == SignalKind.CANCEL ? SessionFate.CANCELLED : SessionFate.TERMINATED));
            }
        }
        assertThat(fates).isEqualTo(new TreeMap<>(situation.expected()));
    }

    private static Decision decide(HeldSession connection) {
        TargetQueries queries = new TargetQueries(connection);
        Observation seen = queries.observe("t", Thresholds.defaults(), 0);
        Health health = Assessment.assess(seen, Thresholds.defaults(), seen.serverTime());
        Situation situation = new Situation(
                seen.serverTime(),
                seen.serverTime(),
                null,
                health.status(),
                health.counts(),
                Thresholds.defaults(),
                queries.sessions().stream()
                        .map(row -> SituationLoader.session(row, Set.of()))
                        .toList(),
                RecentActions.none(),
                null,
                List.of());
        Command command = new Command("t", new CommandParameters.Emergency(), "test", "to compare", false, null);
        return Decider.standard().decide(new Trigger.CommandTrigger(command), situation, AT_ONCE);
    }

    private static TargetSettings settings() {
        return TargetSettings.of("t", server.jdbcUrlWithoutUser("postgres"), "postgres", null);
    }
}
