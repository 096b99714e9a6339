package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.oracle.InventedCase.when;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Roles and databases at their limit on a server with free slots. A lower pid is idle for longer. */
class ConnectionLimitCasesTest {

    static Stream<InventedCase> situations() {
        return Stream.of(
                when("20 of 20 sessions of a role", role("team", 20, 20), members(1, 20, 10))
                        .endsAll(1, 5)
                        .tells("'team'"),
                when("17 of 20 sessions of a role", role("team", 17, 20), members(1, 17, 20))
                        .ends(1),
                when("16 of 20 sessions of a role", role("team", 16, 20), members(1, 16, 20))
                        .endsNone(),
                when("17 of 20 sessions of a role are idle for 14 min", role("team", 17, 20), members(1, 17, 13))
                        .endsNone(),
                when("20 of 20 sessions of a role are idle for 2 min", role("team", 20, 20), members(1, 20, 2))
                        .endsAll(1, 5),
                when(
                                "20 of 20 sessions of a role are idle for less than 1 min",
                                role("team", 20, 20),
                                members(1, 20, 0))
                        .endsNone(),
                when(
                                "sessions of another role are idle for a day",
                                role("team", 20, 20),
                                Stream.concat(
                                        members(1, 20, 10),
                                        idle(31, 50, 1440, pid -> session(pid).user("other"))))
                        .endsAll(1, 5),
                when(
                                "10 of 10 sessions of a database, and the role has others elsewhere",
                                database("archive", 10, 10),
                                Stream.concat(
                                        idle(
                                                1,
                                                10,
                                                30,
                                                pid -> session(pid).user("team").database("archive")),
                                        idle(31, 50, 1440, pid -> session(pid).user("team"))))
                        .endsAll(1, 3),
                when(
                                "superusers have eight of the ten sessions of a database",
                                database("archive", 10, 10),
                                Stream.concat(
                                        idle(
                                                1,
                                                8,
                                                60,
                                                pid -> session(pid)
                                                        .user("dba")
                                                        .superuser()
                                                        .database("archive")),
                                        idle(
                                                9,
                                                10,
                                                30,
                                                pid -> session(pid)
                                                        .user("team")
                                                        .application("job " + pid % 2 + "a")
                                                        .database("archive"))))
                        .by("survivors-per-application=0")
                        .ends(9, 10),
                when(
                                "all sessions of a full role run queries",
                                role("team", 20, 20),
                                IntStream.rangeClosed(1, 20)
                                        .mapToObj(pid -> session(pid)
                                                .user("team")
                                                .activeFor(minutes(30))
                                                .build()))
                        .endsNone(),
                when("the gentle cleanup is disabled", role("team", 20, 20), members(1, 20, 10))
                        .by("gentle-cleanup.max-terminations=0")
                        .endsNone(),
                when(
                                "R3 acted 20 s ago",
                                role("team", 20, 20).acted(RuleId.R3, Duration.ofSeconds(20)),
                                members(1, 20, 10))
                        .endsNone(),
                when(
                                "a full role holds a transaction open for 9 min",
                                role("team", 2, 2),
                                session(1)
                                        .user("team")
                                        .stuckFor(minutes(9), minutes(9))
                                        .build(),
                                session(2).user("team").activeFor(minutes(9)).build())
                        .ends(1),
                when(
                                "each of the 20 sessions of a full role has its own name",
                                role("team", 20, 20),
                                idle(1, 20, 60, pid -> session(pid).user("team").application("pod-" + pid)))
                        .endsAll(1, 5),
                when(
                                "a full role has ten pools of two warm sessions",
                                role("team", 20, 20),
                                idle(
                                        1,
                                        20,
                                        60,
                                        pid -> session(pid).user("team").application("pool " + (char) ('m' + pid / 2))))
                        .endsAll(1, 5)
                        .tells("G6 relaxed"),
                when(
                                "nine pools of two warm sessions use 90 % of the limit of a role",
                                role("team", 18, 20),
                                idle(
                                        1,
                                        18,
                                        60,
                                        pid -> session(pid).user("team").application("pool " + (char) ('m' + pid / 2))))
                        .endsNone()
                        .doesNotTell("G6 relaxed"),
                when(
                                "zombies of another role ask for R2",
                                cleanupNeeded(20).limits(limit(Scope.ROLE, "team", 20, 20)),
                                Stream.concat(
                                        members(1, 20, 10),
                                        idle(31, 50, 1440, pid -> session(pid).user("other"))))
                        .endsAll(1, 5),
                when(
                                "sessions of another role ask for R3 on the whole server",
                                warning().limits(limit(Scope.ROLE, "team", 20, 20)),
                                Stream.concat(
                                        members(1, 20, 10),
                                        idle(31, 50, 1440, pid -> session(pid).user("other"))))
                        .endsAll(1, 5),
                when(
                                "R1 acted 5 s ago and R2 20 s ago",
                                role("team", 20, 20)
                                        .acted(RuleId.R1, Duration.ofSeconds(5))
                                        .acted(RuleId.R2, Duration.ofSeconds(20)),
                                members(1, 20, 10))
                        .endsAll(1, 5),
                when(
                                "the server and a role are full, so R1 comes first",
                                critical().limits(limit(Scope.ROLE, "team", 20, 20)),
                                Stream.concat(
                                        members(1, 20, 10),
                                        idle(31, 50, 1440, pid -> session(pid).user("other"))))
                        .endsAll(31, 50),
                when(
                                "two roles are full, and one action is for one limit",
                                healthy().limits(limit(Scope.ROLE, "team", 20, 20), limit(Scope.ROLE, "other", 19, 20)),
                                Stream.concat(
                                        members(1, 20, 10),
                                        idle(31, 49, 60, pid -> session(pid).user("other"))))
                        .endsAll(1, 5),
                when("AUTO relieves a full role", role("team", 20, 20), members(1, 20, 10))
                        .requesting(new CommandParameters.Auto())
                        .endsAll(1, 5),
                when(
                                "listeners have all old sessions of a full role",
                                role("team", 20, 20),
                                idle(1, 20, 60, pid -> session(pid).user("team").listening()))
                        .endsNone(),
                when("the limit of a role was lowered below its sessions", role("team", 30, 10), members(1, 30, 60))
                        .endsAll(1, 20));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_full_limit_is_relieved_by_idle_sessions_under_it(InventedCase invented) {
        invented.verify();
    }

    private static SituationBuilder role(String name, int sessions, int limit) {
        return healthy().limits(limit(Scope.ROLE, name, sessions, limit));
    }

    private static SituationBuilder database(String name, int sessions, int limit) {
        return healthy().limits(limit(Scope.DATABASE, name, sessions, limit));
    }

    private static ConnectionLimit limit(Scope scope, String name, int sessions, int limit) {
        return ConnectionLimit.of(scope, name, sessions, limit);
    }

    private static Stream<Session> members(int first, int last, int minutes) {
        return idle(first, last, minutes, pid -> session(pid).user("team"));
    }

    /** Returns sessions that are idle for some minutes and some seconds more, at most one minute. */
    private static Stream<Session> idle(int first, int last, int minutes, IntFunction<SessionBuilder> member) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(pid -> member.apply(pid)
                        .idleFor(minutes(minutes).plusSeconds(59 - pid))
                        .build());
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
