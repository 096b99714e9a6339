package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.oracle.InventedCase.terminate;
import static io.connwarden.actuator.decision.oracle.InventedCase.when;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.actuator.decision.situation.ApplicationRelief;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools of a fixed size that replaced their terminated sessions. A lower pid is idle for longer. */
class RefillCasesTest {
    private static final Instant ACTED = NOW.minus(minutes(50));

    static Stream<InventedCase> situations() {
        return Stream.of(
                when("a pool of 40 has replaced 20 sessions", acted(critical(), 40, 20), pool(40, 20))
                        .endsNone(),
                when("a leak beside the pool", acted(critical(), 40, 20), Stream.concat(pool(40, 20), leak(10)))
                        .endsAll(101, 108),
                when(
                                "no slot is free, so the pool comes after the leak",
                                acted(critical().full(), 40, 20),
                                Stream.concat(pool(40, 20), leak(10)))
                        .endsAll(101, 108)
                        .endsAll(1, 12),
                when(
                                "no slot is free, and the pool has used half of the hour",
                                acted(critical().full().terminationsLastHour(100), 100, 100),
                                pool(100, 100))
                        .endsNone(),
                when(
                                "no slot is free, and the pool has used all but five of its half",
                                acted(critical().full().terminationsLastHour(95), 100, 95),
                                pool(100, 95))
                        .endsAll(1, 5),
                when(
                                "no slot is free, and two pools have used half of the hour together",
                                acted(critical().full().terminationsLastHour(100), 50, 50)
                                        .relief(new ApplicationRelief("shop-web", 50, 50, ACTED)),
                                Stream.concat(
                                        pool(50, 50),
                                        IntStream.rangeClosed(51, 100)
                                                .mapToObj(pid -> session(pid)
                                                        .application("shop-web")
                                                        .backendStart(NOW.minus(minutes(49)))
                                                        .idleFor(minutes(30))
                                                        .build())))
                        .endsNone(),
                when("an application grows by more than a tenth", acted(critical(), 40, 20), pool(45, 25))
                        .endsAll(1, 20),
                when("an application grows by a tenth", acted(critical(), 40, 20), pool(44, 24))
                        .endsNone(),
                when("two sessions of an application were replaced", acted(critical(), 40, 2), pool(40, 2))
                        .endsAll(1, 20),
                when("three sessions of an application were replaced", acted(critical(), 40, 3), pool(40, 3))
                        .endsNone(),
                when("an application has a tenth less than before", acted(critical(), 40, 20), pool(36, 20))
                        .endsNone(),
                when("an application has more than a tenth less", acted(critical(), 40, 20), pool(35, 20))
                        .endsAll(1, 20),
                when("a tenth of 41 sessions is rounded up", acted(critical(), 41, 20), pool(36, 20))
                        .endsNone(),
                when(
                                "all but a tenth of the terminated sessions were replaced",
                                acted(critical(), 40, 20),
                                pool(40, 16))
                        .endsNone(),
                when(
                                "more than a tenth of the terminated sessions were not replaced",
                                acted(critical(), 40, 20),
                                pool(40, 15))
                        .endsAll(1, 20),
                when("five of 40 sessions ended, and two were replaced", acted(critical(), 40, 5), pool(40, 2))
                        .endsAll(1, 20),
                when(
                                "the sessions were opened one by one, more than two minutes after the action",
                                acted(critical(), 40, 20),
                                pool(40, 20, Duration.ofSeconds(121)))
                        .endsAll(1, 20),
                when("the sessions were opened before the action", acted(critical(), 40, 20), pool(40, 20, minutes(-1)))
                        .endsAll(1, 20),
                when(
                                "97 % of the slots are in use, so the pool comes last",
                                acted(critical().slots(97), 40, 20), pool(40, 20))
                        .endsAll(1, 20),
                when("96.9 % of the slots are in use", acted(critical().slots(96.9), 40, 20), pool(40, 20))
                        .endsNone(),
                when(
                                "the limit of the role of the pool is full",
                                acted(healthy().limits(ConnectionLimit.of(Scope.ROLE, "team", 40, 41)), 40, 20),
                                pool(40, 20))
                        .endsAll(1, 10),
                when(
                                "95 % of the limit of the role of the pool are used",
                                acted(healthy().limits(ConnectionLimit.of(Scope.ROLE, "team", 38, 40)), 40, 20),
                                pool(38, 20))
                        .endsNone(),
                when(
                                "the limit of another role is full",
                                acted(critical().limits(ConnectionLimit.of(Scope.ROLE, "other", 20, 20)), 40, 20),
                                pool(40, 20))
                        .endsNone(),
                when(
                                "a session of the pool holds a transaction open",
                                acted(critical(), 41, 20),
                                Stream.concat(
                                        pool(40, 20),
                                        Stream.of(member(90)
                                                .stuckFor(minutes(9), minutes(9))
                                                .build())))
                        .ends(90),
                when(
                                "a session of the pool runs a long query",
                                acted(critical(), 41, 20),
                                Stream.concat(
                                        pool(40, 20),
                                        Stream.of(
                                                member(90).activeFor(minutes(9)).build())))
                        .cancels(90),
                when("TERMINATE names a session of the pool", acted(critical(), 40, 20), pool(40, 20))
                        .requesting(terminate(idOf(session(3).build())))
                        .ends(3),
                when(
                                "R3 spares the pool and takes the leak",
                                acted(warning(), 40, 20),
                                Stream.concat(pool(40, 20), leak(10)))
                        .endsAll(101, 105),
                when(
                                "the pool has no name",
                                critical().relief(new ApplicationRelief("", 10, 5, ACTED)),
                                IntStream.rangeClosed(1, 10)
                                        .mapToObj(pid -> session(pid)
                                                .application(null)
                                                .backendStart(
                                                        pid <= 5 ? NOW.minus(minutes(90)) : NOW.minus(minutes(49)))
                                                .idleFor(minutes(30))
                                                .build()))
                        .endsNone());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_pool_that_refills_is_not_ended_again_and_leaves_the_budget_to_others(InventedCase invented) {
        invented.verify();
    }

    private static SituationBuilder acted(SituationBuilder sample, int before, int terminated) {
        return sample.relief(new ApplicationRelief("pool", before, terminated, ACTED));
    }

    /** Returns a pool; the last sessions were opened a minute after the action. */
    private static Stream<Session> pool(int size, int opened) {
        return pool(size, opened, minutes(1));
    }

    private static Stream<Session> pool(int size, int opened, Duration openedAfter) {
        return IntStream.rangeClosed(1, size)
                .mapToObj(pid -> member(pid)
                        .backendStart(pid <= size - opened ? NOW.minus(Duration.ofHours(8)) : ACTED.plus(openedAfter))
                        .idleFor(Duration.ofSeconds(2400 - pid))
                        .build());
    }

    private static SessionBuilder member(int pid) {
        return session(pid).application("pool").user("team");
    }

    private static Stream<Session> leak(int size) {
        return IntStream.rangeClosed(101, 100 + size)
                .mapToObj(pid -> session(pid)
                        .application("leak")
                        .idleFor(Duration.ofSeconds(2000 - pid))
                        .build());
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
