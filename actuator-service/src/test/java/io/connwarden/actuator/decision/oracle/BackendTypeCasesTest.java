package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.oracle.InventedCase.terminate;
import static io.connwarden.actuator.decision.oracle.InventedCase.when;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles with REPLICATION, which open ordinary sessions too, and backends that are no clients. */
class BackendTypeCasesTest {
    private static final String NO_SURVIVORS = "survivors-per-application=0";

    static Stream<InventedCase> situations() {
        return Stream.of(
                when(
                                "the application has the role replicator",
                                critical(),
                                idle(1).user("replicator").build())
                        .by(NO_SURVIVORS)
                        .ends(1),
                when(
                                "the application has the name of a standby",
                                critical(),
                                idle(1).application("standby1").build())
                        .by(NO_SURVIVORS)
                        .ends(1),
                when(
                                "the role replicator holds a transaction open",
                                healthy(),
                                session(1)
                                        .user("replicator")
                                        .stuckFor(minutes(6), minutes(6))
                                        .build())
                        .ends(1),
                when(
                                "the role replicator runs a long query",
                                critical(),
                                session(1)
                                        .user("replicator")
                                        .activeFor(minutes(2))
                                        .build())
                        .cancels(1),
                when(
                                "TERMINATE names a session of the role replicator",
                                healthy(),
                                idle(1).user("replicator").build())
                        .requesting(terminate(idOf(idle(1).build())))
                        .ends(1),
                when(
                                "CLEANUP meets sessions of the role replicator",
                                healthy(),
                                idle(1).user("replicator").build())
                        .by(NO_SURVIVORS)
                        .requesting(new CommandParameters.Cleanup(15, 10))
                        .ends(1),
                when(
                                "a program rewinds a server",
                                critical(),
                                idle(1).application("pg_rewind").replication().build())
                        .by(NO_SURVIVORS)
                        .endsNone(),
                when("half of the old sessions are walsenders", critical(), halfWalsenders())
                        .by(NO_SURVIVORS)
                        .ends(1, 3, 5, 7),
                when(
                                "a walsender is idle in transaction for an hour",
                                healthy(),
                                session(1)
                                        .stuckFor(minutes(60), minutes(60))
                                        .backendType("walsender")
                                        .build())
                        .endsNone(),
                when(
                                "the role of a session was dropped, so its name is unknown",
                                critical(),
                                idle(1).user(null).build(),
                                idle(2).build())
                        .by(NO_SURVIVORS)
                        .ends(2),
                when(
                                "a walsender with the name of the application is the oldest",
                                critical(),
                                idle(1).backendType("walsender").build(),
                                idle(2).build(),
                                idle(3).build(),
                                idle(4).build())
                        .ends(2),
                when(
                                "a role with REPLICATION has all sessions of a full server",
                                critical(),
                                IntStream.rangeClosed(1, 30)
                                        .mapToObj(pid ->
                                                idle(pid).user("replicator").build()))
                        .endsAll(1, 20));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void the_type_of_a_backend_decides_and_not_its_role(InventedCase invented) {
        invented.verify();
    }

    @ParameterizedTest(name = "{0}")
    @NullSource
    @ValueSource(
            strings = {
                "walsender",
                "walreceiver",
                "autovacuum worker",
                "autovacuum launcher",
                "parallel worker",
                "logical replication worker",
                "logical replication launcher",
                "slotsync worker",
                "background writer",
                "checkpointer",
                "io worker",
                "standalone backend",
                "pg_cron launcher"
            })
    void a_backend_of_another_type_is_out_of_reach_also_for_an_override(String type) {
        Session named = idle(1).backendType(type).build();
        when(String.valueOf(type), healthy(), named)
                .requesting(terminate(Set.of(RuleId.G4, RuleId.G5), idOf(named)))
                .endsNone()
                .doesNotTell("override: [\"G5\"]")
                .verify();
        when(String.valueOf(type), critical(), named)
                .by(NO_SURVIVORS)
                .endsNone()
                .verify();
    }

    private static Stream<Session> halfWalsenders() {
        return IntStream.rangeClosed(1, 8)
                .mapToObj(pid -> idle(pid)
                        .user("replicator")
                        .backendType(pid % 2 == 0 ? "walsender" : Session.CLIENT_BACKEND)
                        .build());
    }

    private static SessionBuilder idle(int pid) {
        return session(pid).idleFor(minutes(100 - pid));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
