package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.oracle.InventedCase.cancel;
import static io.connwarden.actuator.decision.oracle.InventedCase.terminate;
import static io.connwarden.actuator.decision.oracle.InventedCase.when;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that name a session, and the guards that they override. */
class NamedCasesTest {
    private static final Set<RuleId> G4 = Set.of(RuleId.G4);
    private static final Set<RuleId> G5 = Set.of(RuleId.G5);
    private static final Set<RuleId> BOTH = Set.of(RuleId.G4, RuleId.G5);
    private static final SessionId NAMED = idOf(session(1).build());
    private static final String INSIST = "override: [\"G5\"]";
    private static final Instant START = Instant.parse("2026-02-28T20:10:33.120987Z");

    static Stream<InventedCase> situations() {
        return Stream.of(
                when(
                                "the session of a migration holds an advisory lock",
                                healthy(),
                                idle().holdingAdvisoryLock().build())
                        .requesting(terminate(NAMED))
                        .endsNone()
                        .tells(INSIST),
                when(
                                "the command insists on the session with an advisory lock",
                                healthy(),
                                idle().holdingAdvisoryLock().build())
                        .requesting(terminate(G5, NAMED))
                        .ends(1)
                        .tells("overrides G5"),
                when(
                                "the command insists on the wrong guard",
                                healthy(),
                                idle().holdingAdvisoryLock().build())
                        .requesting(terminate(G4, NAMED))
                        .endsNone()
                        .tells(INSIST),
                when(
                                "a superuser opened the session",
                                healthy(),
                                idle().superuser().build())
                        .requesting(terminate(BOTH, NAMED))
                        .endsNone()
                        .doesNotTell(INSIST),
                when(
                                "a superuser holds an advisory lock",
                                healthy(),
                                idle().superuser().holdingAdvisoryLock().build())
                        .requesting(terminate(NAMED))
                        .endsNone()
                        .doesNotTell(INSIST),
                when("the session is one of Connwarden", healthy(), idle().own().build())
                        .requesting(terminate(BOTH, NAMED))
                        .endsNone()
                        .doesNotTell(INSIST),
                when(
                                "the role of the session was dropped",
                                healthy(),
                                idle().user(null).build())
                        .requesting(terminate(BOTH, NAMED))
                        .endsNone()
                        .doesNotTell(INSIST),
                when("the policy excludes the application", healthy(), idle().build())
                        .by("exclude.applications=w?b")
                        .requesting(terminate(G5, NAMED))
                        .ends(1)
                        .tells("overrides G5"),
                when("the policy includes another role only", healthy(), idle().build())
                        .by("include.users=batch")
                        .requesting(terminate(NAMED))
                        .endsNone()
                        .tells(INSIST),
                when("the hour is used up", healthy().terminationsLastHour(200), idle().build())
                        .requesting(terminate(NAMED))
                        .endsNone()
                        .tells("override: [\"G4\"]"),
                when("the hour is used up and the command insists", healthy().terminationsLastHour(200), idle().build())
                        .requesting(terminate(G4, NAMED))
                        .ends(1)
                        .tells("overrides G4"),
                when(
                                "the hour is used up and an advisory lock protects the session",
                                healthy().terminationsLastHour(200),
                                idle().holdingAdvisoryLock().build())
                        .requesting(terminate(BOTH, NAMED))
                        .ends(1),
                when(
                                "a dump runs a long COPY",
                                healthy(),
                                idle().backup()
                                        .activeFor(minutes(9))
                                        .maintenance()
                                        .build())
                        .requesting(cancel(G5, NAMED))
                        .cancels(1),
                when("an override was not needed", healthy(), idle().build())
                        .requesting(terminate(G5, NAMED))
                        .ends(1),
                when(
                                "the target is paused",
                                healthy().paused(new TargetPause("ann", "deploy", false, NOW, "send RESUME")),
                                idle().build())
                        .requesting(terminate(BOTH, NAMED))
                        .endsNone(),
                when("too few sessions are visible", critical().visibility(90), idle().build())
                        .requesting(terminate(BOTH, NAMED))
                        .endsNone(),
                when("the pid belongs to another backend now", healthy(), idle().build())
                        .requesting(terminate(BOTH, new SessionId(1, NOW.minus(minutes(900)))))
                        .endsNone()
                        .tells("pid 1 belongs to another backend now"),
                when(
                                "the command names two sessions, and one is protected",
                                healthy(),
                                idle().listening().build(),
                                session(2).idleFor(minutes(9)).build(),
                                session(3).idleFor(minutes(99)).build())
                        .requesting(terminate(NAMED, idOf(session(2).build())))
                        .ends(2)
                        .tells(INSIST),
                when(
                                "JavaScript cut the start to milliseconds",
                                healthy(),
                                idle().backendStart(START).build())
                        .requesting(terminate(new SessionId(1, START, 3)))
                        .ends(1),
                when(
                                "a cut start means no session",
                                healthy(),
                                idle().backendStart(START).build())
                        .requesting(terminate(new SessionId(1, START.plusMillis(5), 3)))
                        .endsNone()
                        .tells("2026-02-28T20:10:33.120987Z"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_command_reaches_the_named_sessions_or_says_how_to_insist(InventedCase invented) {
        invented.verify();
    }

    private static SessionBuilder idle() {
        return session(1).idleFor(minutes(30));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
