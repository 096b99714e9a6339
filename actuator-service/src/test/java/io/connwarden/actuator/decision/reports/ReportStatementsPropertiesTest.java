package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.TestPolicies;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.contracts.SignalKind;
import io.connwarden.testing.SeededTest;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Decisions on generated servers, compared with the statements that the reports of trouble lead to. */
class ReportStatementsPropertiesTest {
    private static final int CASES_PER_SEED = 60;
    private static final List<Policy> POLICIES = List.of(
            TestPolicies.acting(),
            policy("budget.sessions-percentage=100"),
            policy("budget.sessions-percentage=100", "survivors-per-application=0"),
            policy("budget.sessions-percentage=100", "emergency.max-steps=1", "emergency.max-idle-terminations=3"));

    @SeededTest(count = 25)
    void every_decision_agrees_with_every_statement(long seed) {
        cases(seed).forEach(each -> {
            ReportedServer server = ReportedServer.of(each);
            Judged judged = judge(server);
            for (Statement statement : Statement.ALL) {
                assertThat(statement.contradictions(server, judged))
                        .as("case %dL", each)
                        .isEmpty();
            }
        });
    }

    @SeededTest(count = 25)
    void no_decision_exceeds_what_is_left_of_the_hour(long seed) {
        cases(seed).forEach(each -> {
            ReportedServer server = ReportedServer.of(each);
            Judged judged = judge(server);
            if (!judged.isNamed()) {
                assertThat(judged.signalled(SignalKind.TERMINATE).size())
                        .as("terminations of case %dL", each)
                        .isLessThanOrEqualTo(Math.max(0, 200 - server.terminationsLastHour));
                assertThat(judged.signalled(SignalKind.CANCEL).size())
                        .as("cancels of case %dL", each)
                        .isLessThanOrEqualTo(Math.max(0, 100 - server.cancelsLastHour));
            }
        });
    }

    @Test
    void the_generated_servers_reach_every_statement() {
        assertThat(Statement.ALL)
                .allSatisfy(statement -> assertThat(LongStream.range(0, 600)
                                .map(each -> {
                                    ReportedServer server = ReportedServer.of(each);
                                    return statement.concerns(server, judge(server));
                                })
                                .sum())
                        .as(statement.text())
                        .isPositive());
    }

    private static LongStream cases(long seed) {
        return LongStream.range(0, CASES_PER_SEED).map(i -> seed * CASES_PER_SEED + i);
    }

    private static Judged judge(ReportedServer server) {
        Policy policy = POLICIES.get(server.random.nextInt(POLICIES.size()));
        return Judged.of(ReportedTriggers.of(server), server.situation(), policy);
    }
}
