package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.oracle.InventedCase.cancel;
import static io.connwarden.actuator.decision.oracle.InventedCase.terminate;
import static io.connwarden.actuator.decision.oracle.InventedCase.when;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that wait for notifications. They are idle for longest, and their loss is noticed last. */
class ListenerCasesTest {
    private static final String NO_SURVIVORS = "survivors-per-application=0";

    static Stream<InventedCase> situations() {
        return Stream.of(
                when("R1 meets a listener of 9 h", critical(), listener(1).build(), idle(2).build())
                        .by(NO_SURVIVORS)
                        .ends(2),
                when(
                                "R2 meets a listener of 9 h",
                                cleanupNeeded(11),
                                listener(1).build(),
                                idle(2).build())
                        .by(NO_SURVIVORS)
                        .ends(2),
                when("R3 meets a listener of 9 h", warning(), listener(1).build(), idle(2).build())
                        .by(NO_SURVIVORS)
                        .ends(2),
                when("CLEANUP meets a listener", healthy(), listener(1).build(), idle(2).build())
                        .by(NO_SURVIVORS)
                        .requesting(new CommandParameters.Cleanup(15, 10))
                        .ends(2),
                when("EMERGENCY meets a listener", critical(), listener(1).build(), idle(2).build())
                        .by(NO_SURVIVORS)
                        .requesting(new CommandParameters.Emergency())
                        .ends(2),
                when(
                                "a full server has listeners only",
                                critical(),
                                listener(1).build(),
                                listener(2).build())
                        .endsNone()
                        .doesNotTell("G6 relaxed"),
                when(
                                "a listener holds a transaction open",
                                healthy(),
                                listener(1).stuckFor(minutes(9), minutes(9)).build())
                        .endsNone(),
                when(
                                "a listener runs a long query",
                                critical(),
                                listener(1).activeFor(minutes(2)).build())
                        .endsNone(),
                when("TERMINATE names a listener", healthy(), listener(1).build())
                        .requesting(terminate(idOf(listener(1).build())))
                        .endsNone()
                        .tells("override: [\"G5\"]"),
                when(
                                "TERMINATE names a listener and overrides the protection",
                                healthy(),
                                listener(1).build())
                        .requesting(
                                terminate(Set.of(RuleId.G5), idOf(listener(1).build())))
                        .ends(1)
                        .tells("overrides G5"),
                when(
                                "CANCEL names the query of a listener and overrides the protection",
                                healthy(),
                                listener(1).activeFor(minutes(2)).build())
                        .requesting(cancel(Set.of(RuleId.G5), idOf(listener(1).build())))
                        .cancels(1),
                when(
                                "the configuration names a program that listens",
                                critical(),
                                idle(1).application("billing-events 3").build(),
                                idle(2).build())
                        .by(NO_SURVIVORS, "listeners=billing-events*")
                        .ends(2),
                when(
                                "a configured name does not replace the known ones",
                                critical(),
                                idle(1).application("PostgREST 12").build(),
                                idle(2).build())
                        .by(NO_SURVIVORS, "listeners=billing-events*")
                        .ends(2),
                when(
                                "no slot is free, and the only old session is a listener",
                                critical().full(),
                                listener(1).build())
                        .endsNone());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_session_that_was_seen_to_listen_is_never_selected_by_a_rule(InventedCase invented) {
        invented.verify();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PostgREST",
                "PostgREST 12.2.3",
                "GoodJob",
                "GoodJob(Notifier)",
                "ActionCable-PID-4711",
                "Debezium General",
                "Debezium Streaming",
                "graphile_worker",
                "graphile-worker",
                "graphile worker 3",
                "Oban",
                "Oban.Notifiers.Postgres",
                "realtime_listen",
                "realtime_listener"
            })
    void the_name_of_a_known_listener_protects_its_sessions(String application) {
        when(application, critical(), idle(1).application(application).build(), idle(2).build())
                .by(NO_SURVIVORS)
                .ends(2)
                .verify();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my PostgREST",
                "good",
                "ActionCable",
                "worker",
                "graphile",
                "kobana",
                "listen",
                "notifier",
                "LISTEN"
            })
    void a_name_that_only_resembles_a_known_listener_protects_nothing(String application) {
        when(application, critical(), idle(1).application(application).build())
                .by(NO_SURVIVORS)
                .ends(1)
                .verify();
    }

    private static SessionBuilder listener(int pid) {
        return session(pid).idleFor(minutes(540)).listening();
    }

    private static SessionBuilder idle(int pid) {
        return session(pid).idleFor(minutes(100 - pid));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
