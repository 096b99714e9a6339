package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.active;
import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.oracle.InventedCase.terminate;
import static io.connwarden.actuator.decision.oracle.InventedCase.when;

import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions that do not react to a signal. A lower pid is idle for longer. */
class SetAsideCasesTest {
    private static final String NO_SURVIVORS = "survivors-per-application=0";

    static Stream<InventedCase> situations() {
        return Stream.of(
                when("the 15 oldest of 40 do not react", failed(critical(), 15, 1, 30), idle(1, 40))
                        .by(NO_SURVIVORS)
                        .endsAll(16, 35),
                when("the pause after one attempt is over", failed(critical(), 3, 1, 61), idle(1, 6))
                        .by(NO_SURVIVORS)
                        .endsAll(1, 6),
                when("those tried before wait for all others", failed(critical(), 3, 1, 61), idle(1, 23))
                        .by(NO_SURVIVORS)
                        .endsAll(4, 23),
                when("the pause after two attempts is 2 min", failed(critical(), 1, 2, 119), idle(1, 1))
                        .by(NO_SURVIVORS)
                        .endsNone(),
                when("2 min after two attempts", failed(critical(), 1, 2, 121), idle(1, 1))
                        .by(NO_SURVIVORS)
                        .ends(1),
                when("the longest pause is 1 h", failed(critical(), 1, 12, 3599), idle(1, 1))
                        .by(NO_SURVIVORS)
                        .endsNone(),
                when("1 h after twelve attempts", failed(critical(), 1, 12, 3601), idle(1, 1))
                        .by(NO_SURVIVORS)
                        .ends(1),
                when(
                                "the server denied the signal",
                                critical().unreclaimed(failure(1, SignalKind.TERMINATE, SessionOutcome.DENIED, 1, 30)),
                                idle(1, 2))
                        .by(NO_SURVIVORS)
                        .ends(2),
                when(
                                "15 sessions without a reaction leave the budget of the hour to others",
                                failed(critical().terminationsLastHour(195), 15, 1, 30),
                                idle(1, 40))
                        .by(NO_SURVIVORS)
                        .endsAll(16, 20),
                when(
                                "too many sessions can still end, so none is terminated",
                                failed(critical(), 3, 1, 30),
                                Stream.concat(idle(1, 20), Stream.of(active(90, minutes(2)))))
                        .by(NO_SURVIVORS, "budget.max-unresponsive=3")
                        .cancels(90),
                when("TERMINATE names a session during its pause", failed(healthy(), 1, 5, 1), idle(1, 1))
                        .requesting(terminate(id(1)))
                        .ends(1),
                when(
                                "the query of a failed cancel continues during the pause",
                                critical()
                                        .unreclaimed(failure(1, SignalKind.CANCEL, SessionOutcome.UNRESPONSIVE, 1, 30)),
                                active(1, minutes(2)),
                                active(2, minutes(1)))
                        .cancels(2),
                when(
                                "a session is idle after a failed cancel",
                                critical()
                                        .unreclaimed(failure(1, SignalKind.CANCEL, SessionOutcome.UNRESPONSIVE, 1, 30)),
                                idle(1, 1))
                        .by(NO_SURVIVORS)
                        .ends(1),
                when("CLEANUP takes the others", failed(healthy(), 5, 1, 30), idle(1, 20))
                        .by(NO_SURVIVORS)
                        .requesting(new CommandParameters.Cleanup(15, 10))
                        .endsAll(6, 15),
                when(
                                "R4 takes the other transaction",
                                failed(healthy(), 1, 1, 30),
                                session(1).stuckFor(minutes(9), minutes(9)).build(),
                                session(2).stuckFor(minutes(8), minutes(8)).build())
                        .ends(2),
                when(
                                "another backend has the pid of a failed session now",
                                critical()
                                        .unreclaimed(new UnreclaimedSession(
                                                new SessionId(1, NOW.minus(minutes(900))),
                                                SignalKind.TERMINATE,
                                                SessionOutcome.UNRESPONSIVE,
                                                3,
                                                NOW.minusSeconds(5))),
                                idle(1, 1))
                        .by(NO_SURVIVORS)
                        .ends(1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_session_without_a_reaction_never_uses_up_the_limits_of_others(InventedCase invented) {
        invented.verify();
    }

    /** The first sessions did not react to a signal some seconds ago. */
    private static SituationBuilder failed(SituationBuilder sample, int last, int attempts, int secondsAgo) {
        for (int pid = 1; pid <= last; pid++) {
            sample.unreclaimed(failure(pid, SignalKind.TERMINATE, SessionOutcome.UNRESPONSIVE, attempts, secondsAgo));
        }
        return sample;
    }

    private static UnreclaimedSession failure(
            int pid, SignalKind signal, SessionOutcome outcome, int attempts, int secondsAgo) {
        return new UnreclaimedSession(id(pid), signal, outcome, attempts, NOW.minusSeconds(secondsAgo));
    }

    private static SessionId id(int pid) {
        return idOf(session(pid).build());
    }

    private static Stream<Session> idle(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(pid -> session(pid).idleFor(minutes(100 - pid)).build());
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
