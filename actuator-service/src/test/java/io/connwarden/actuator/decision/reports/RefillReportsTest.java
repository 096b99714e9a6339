package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.reports.ReportedCase.that;
import static io.connwarden.actuator.decision.reports.ReportedSessions.HOUR;
import static io.connwarden.actuator.decision.reports.ReportedSessions.MINUTE;
import static io.connwarden.actuator.decision.reports.ReportedSessions.idle;
import static io.connwarden.actuator.decision.reports.ReportedSessions.open;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.actuator.decision.situation.ApplicationRelief;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.CommandParameters;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools of a fixed size that open a new session for each one that ends. */
class RefillReportsTest {

    static Stream<ReportedCase> situations() {
        return Stream.of(
                that("a pool of 20 came back", ended(20, 20), pool(1, 20))
                        .leavesAllAlone()
                        .tells("pool is too large"),
                that("others beside it", ended(20, 20), pool(1, 20))
                        .and(others())
                        .endsNoneOf(1, 20)
                        .endsSomeOf(101, 120, 1),
                that("EMERGENCY meets the pool", ended(20, 20), pool(1, 20))
                        .requested(new CommandParameters.Emergency())
                        .leavesAllAlone(),
                that("gentle cleanup meets the pool", warning().relief(relief(20, 20)), pool(1, 20))
                        .leavesAllAlone(),
                that("zombie cleanup meets the pool", cleanupNeeded(20).relief(relief(20, 20)), pool(1, 20))
                        .leavesAllAlone(),
                that("half of the pool came back", ended(20, 20), pool(1, 10)).endsSomeOf(1, 10, 1),
                that("the pool was never ended", critical(), pool(1, 20)).endsSomeOf(1, 20, 1),
                that("ten of forty were ended and came back", ended(40, 10), pool(1, 40))
                        .leavesAllAlone(),
                that(
                                "another application was ended",
                                critical().relief(new ApplicationRelief("batch", 20, 20, NOW.minusSeconds(600))),
                                pool(1, 20))
                        .endsSomeOf(1, 20, 1),
                that("a member holds a transaction", ended(21, 20), pool(1, 20))
                        .and(Stream.of(open(99, 9 * MINUTE).application("pool").build()))
                        .ends(99),
                that("a person names a member", ended(20, 20), pool(1, 20))
                        .terminate(SessionBuilder.idOf(member(3)))
                        .ends(3),
                that("a person cleans up", ended(20, 20), pool(1, 20))
                        .requested(new CommandParameters.Cleanup(5, 5))
                        .endsSomeOf(1, 20, 1),
                that(
                                "two pools came back",
                                ended(20, 20).relief(new ApplicationRelief("web", 20, 20, NOW.minusSeconds(HOUR / 2))),
                                pool(1, 20))
                        .and(idle(101, 110, 6 * MINUTE, pid -> "leak"))
                        .endsNoneOf(1, 20)
                        .endsSomeOf(101, 110, 1),
                that(
                                "the pool came back on a full server, and a leak of younger sessions is beside it",
                                ended(20, 20).full(),
                                pool(1, 20))
                        .and(idle(101, 103, 5 * MINUTE, pid -> "leak"))
                        .with("emergency.max-idle-terminations=1")
                        .endsNoneOf(1, 20)
                        .endsSomeOf(101, 103, 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_pool_that_came_back_is_not_ended_again(ReportedCase reported) {
        reported.verify();
    }

    private static SituationBuilder ended(int before, int terminated) {
        return critical().relief(relief(before, terminated));
    }

    private static ApplicationRelief relief(int before, int terminated) {
        return new ApplicationRelief("pool", before, terminated, NOW.minusSeconds(600));
    }

    /** Returns the sessions that the pool opened a second after the action. */
    private static Stream<Session> pool(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(RefillReportsTest::member);
    }

    private static Session member(int pid) {
        return idle(pid, 560)
                .application("pool")
                .backendStart(NOW.minusSeconds(599))
                .build();
    }

    private static Stream<Session> others() {
        return idle(101, 120, 10 * MINUTE, pid -> "leak");
    }
}
