package io.connwarden.contracts.assessment;

import static io.connwarden.contracts.assessment.ObservationBuilder.NOW;
import static io.connwarden.contracts.assessment.ObservationBuilder.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.PreparedTransactions.PreparedTransaction;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invented servers with trouble that the slots alone do not show. */
class TroubledServerStatusTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a role uses 8 of 10,              8,   10, HEALTHY",
        "a role uses 9 of 10,              9,   10, WARNING",
        "a role uses 10 of 10,             10,  10, CRITICAL",
        "a role uses 2 of 2,               2,   2,  CRITICAL",
        "a role uses 1 of 2,               1,   2,  HEALTHY",
        "a role uses 4 of 5,               4,   5,  HEALTHY",
        "a role uses 81 of 100,            81, 100, WARNING",
        "a role uses 90 of 100,            90, 100, WARNING",
        "a role uses 91 of 100,            91, 100, CRITICAL",
        "a limit was lowered below its use, 12, 10, CRITICAL",
        "a role with a limit has no session, 0, 10, HEALTHY"
    })
    void a_limit_is_assessed_as_the_slots_are(String server, int sessions, int limit, HealthStatus expected) {
        for (Scope scope : Scope.values()) {
            Health health = assess(quiet().limits(ConnectionLimit.of(scope, "Team \"A\"", sessions, limit)));
            assertThat(health.status()).as(server).isEqualTo(expected);
            assertThat(health.statusOfServer()).as(server).isEqualTo(HealthStatus.HEALTHY);
            if (expected != HealthStatus.HEALTHY) {
                assertThat(health.reason()).contains("Team", sessions + " of " + limit);
                assertThat(health.recommendations())
                        .anySatisfy(advice -> assertThat(advice).contains("Team"));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a coordinator prepared it a second ago,   1,      0, HEALTHY",
        "it is 4 min old,                          240,    0, HEALTHY",
        "it is 6 min old,                          360,    1, CLEANUP_NEEDED",
        "it is a day old,                          86400,  1, CLEANUP_NEEDED",
        "its gid has a quote,                      3600,   1, CLEANUP_NEEDED"
    })
    void an_orphaned_prepared_transaction_is_named_with_its_remedy(
            String server, double age, int overdue, HealthStatus expected) {
        PreparedTransaction prepared = new PreparedTransaction("x'); DROP", "Orders", "shop", age);
        Health health = assess(quiet().prepared(new PreparedTransactions(1, overdue, 3, List.of(prepared))));
        assertThat(health.status()).as(server).isEqualTo(expected);
        assertThat(health.statusOfServer()).as(server).isEqualTo(HealthStatus.HEALTHY);
        if (overdue > 0) {
            assertThat(health.reason()).contains("x''); DROP", "Orders");
            assertThat(health.recommendations())
                    .anySatisfy(advice -> assertThat(advice).contains("ROLLBACK PREPARED 'x''); DROP'", "Orders"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "one stuck transaction,                 10, 0,  1, 0, CLEANUP_NEEDED",
        "ten zombies,                           10, 10, 0, 0, HEALTHY",
        "eleven zombies,                        11, 11, 0, 0, CLEANUP_NEEDED",
        "twenty-one zombies,                    22, 21, 0, 0, WARNING",
        "80 of 100 slots,                       80, 0,  0, 0, HEALTHY",
        "81 of 100 slots and a stuck one,       81, 0,  1, 0, WARNING",
        "90 of 100 slots,                       90, 0,  0, 0, WARNING",
        "91 of 100 slots and an orphan,         91, 0,  0, 1, CRITICAL",
        "an orphan and a stuck transaction,     10, 0,  1, 1, CLEANUP_NEEDED"
    })
    void the_worst_trouble_is_the_status(
            String server, int total, int zombies, int stuck, int overdue, HealthStatus expected) {
        Health health = assess(quiet().total(total)
                .zombies(zombies)
                .stuckTransactions(stuck)
                .prepared(new PreparedTransactions(overdue, overdue, 0, List.of())));
        assertThat(health.status()).as(server).isEqualTo(expected);
    }

    private static Health assess(ObservationBuilder seen) {
        return Assessment.assess(seen.build(), Thresholds.defaults(), NOW);
    }
}
