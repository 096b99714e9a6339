package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.active;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.oracle.InventedCase.when;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.CommandParameters;
import java.time.Duration;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers on which nearly every session has an application name of its own. A lower pid is idle for longer. */
class UniqueNameCasesTest {

    static Stream<InventedCase> situations() {
        return Stream.of(
                when("54 names with host and port", critical(), named(1, 54, UniqueNameCasesTest::hostAndPort))
                        .endsAll(1, 20),
                when("54 names with a UUID", critical(), named(1, 54, pid -> "job " + new UUID(pid * 7919L, pid)))
                        .endsAll(1, 20),
                when("25 names without a common form", critical(), named(1, 25, UniqueNameCasesTest::word))
                        .endsAll(1, 20),
                when("11 names with a process id keep two sessions", critical(), named(1, 11, pid -> "worker-" + pid))
                        .endsAll(1, 9),
                when("5 names of single sessions on a full server", critical(), named(1, 5, UniqueNameCasesTest::word))
                        .endsAll(1, 5)
                        .tells("G6 relaxed"),
                when("5 names of single sessions on a busy server", warning(), named(1, 5, UniqueNameCasesTest::word))
                        .endsNone(),
                when("EMERGENCY on a server with free slots", healthy(), named(1, 5, UniqueNameCasesTest::word))
                        .requesting(new CommandParameters.Emergency())
                        .endsNone(),
                when("EMERGENCY on a full server", critical(), named(1, 5, UniqueNameCasesTest::word))
                        .requesting(new CommandParameters.Emergency())
                        .endsAll(1, 5)
                        .tells("G6 relaxed"),
                when(
                                "11 names in each of two databases keep two sessions in each",
                                critical(),
                                Stream.concat(
                                        named(1, 11, pid -> "worker-" + pid),
                                        IntStream.rangeClosed(21, 31)
                                                .mapToObj(pid -> idle(pid)
                                                        .application("worker-" + pid)
                                                        .database("archive")
                                                        .build())))
                        .endsAll(1, 9)
                        .endsAll(21, 29),
                when(
                                "a long query can be cancelled, so the warm sessions stay",
                                critical(),
                                Stream.concat(named(1, 5, UniqueNameCasesTest::word), Stream.of(active(9, minutes(2)))))
                        .cancels(9),
                when(
                                "all sessions of a full server hold advisory locks",
                                critical(),
                                IntStream.rangeClosed(1, 5)
                                        .mapToObj(pid -> idle(pid)
                                                .application("worker-" + pid)
                                                .holdingAdvisoryLock()
                                                .build()))
                        .endsNone(),
                when("CLEANUP of 30 names with a port", healthy(), named(1, 30, UniqueNameCasesTest::hostAndPort))
                        .requesting(new CommandParameters.Cleanup(15, 10))
                        .endsAll(1, 10),
                when(
                                "every session of a full server was used in the last minute",
                                critical(),
                                IntStream.rangeClosed(1, 5)
                                        .mapToObj(pid -> idle(pid)
                                                .idleFor(Duration.ofSeconds(59))
                                                .application("worker-" + pid)
                                                .build()))
                        .endsNone(),
                when("R1 has one step, which relaxes the survivors", critical(), named(1, 4, UniqueNameCasesTest::word))
                        .by("emergency.max-steps=1")
                        .endsAll(1, 4)
                        .tells("G6 relaxed"),
                when("the last step has a limit of three", critical(), named(1, 9, UniqueNameCasesTest::word))
                        .by("emergency.next-step.max-idle-terminations=3")
                        .endsAll(1, 3)
                        .tells("G6 relaxed"),
                when(
                                "names with a number beside a warm pool of ten",
                                critical(),
                                Stream.concat(
                                        named(1, 14, pid -> "cron " + pid),
                                        IntStream.rangeClosed(31, 40)
                                                .mapToObj(pid -> idle(pid)
                                                        .idleFor(Duration.ofSeconds(400 - pid))
                                                        .build())))
                        .endsAll(1, 12)
                        .endsAll(31, 38));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void unique_names_never_make_a_full_server_untouchable(InventedCase invented) {
        invented.verify();
    }

    private static Stream<Session> named(int first, int last, IntFunction<String> name) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(pid -> idle(pid).application(name.apply(pid)).build());
    }

    private static SessionBuilder idle(int pid) {
        return session(pid).idleFor(minutes(100 - pid));
    }

    private static String hostAndPort(int pid) {
        return "app-10.0." + pid % 7 + ".12:" + (40_000 + pid);
    }

    private static String word(int pid) {
        return "service " + (char) ('a' + pid) + "-zone";
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
