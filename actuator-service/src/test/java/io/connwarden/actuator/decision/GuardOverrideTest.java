package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.TestPolicies.generous;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A command that names its sessions may name the guards that it overrides. */
class GuardOverrideTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Policy EXCLUDING = policy("exclude.applications=pay", "include.users=shop");

    static Stream<Arguments> softProtections() {
        return Stream.of(
                Arguments.of("holds an advisory lock", session(1).holdingAdvisoryLock()),
                Arguments.of("LISTEN is active", session(1).listening()),
                Arguments.of("backup program", session(1).application("pg_dump")),
                Arguments.of("backup program", session(1).backup()),
                Arguments.of(
                        "application 'pay' matches 'pay' in policy.exclude",
                        session(1).application("pay")),
                Arguments.of(
                        "user 'batch' matches no pattern in policy.include",
                        session(1).user("batch")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("softProtections")
    void a_refusal_states_the_override_and_the_override_reaches_the_session(String reason, SessionBuilder builder) {
        Session wanted = builder.idleFor(HOUR).build();
        Decision refused = terminate(wanted, Set.of(), EXCLUDING);
        assertThat(refused.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.PROTECTED);
            assertThat(spared.reason())
                    .isEqualTo("protected: " + reason + " (G5); to override this guard, send the command again with"
                            + " override: [\"G5\"] and a new id");
        });
        Decision decision = terminate(wanted, Set.of(RuleId.G5), EXCLUDING);
        assertThat(decision).isInstanceOfSatisfying(Decision.Act.class, act -> {
            assertThat(act.victims())
                    .singleElement()
                    .satisfies(victim -> assertThat(victim.reason())
                            .isEqualTo("named by the command; idle for 1 h; overrides G5: " + reason));
            assertThat(act.reason())
                    .isEqualTo("TERMINATE requested by ann (deploy blocked), overrides G5: 1 session to terminate");
        });
    }

    static Stream<SessionBuilder> permanentProtections() {
        return Stream.of(
                session(1).own(),
                session(1).superuser(),
                session(1).user(null),
                session(1).backendType(null),
                session(1).backendType("walsender"),
                session(1).own().holdingAdvisoryLock());
    }

    @ParameterizedTest
    @MethodSource("permanentProtections")
    void no_command_overrides_a_permanent_protection(SessionBuilder builder) {
        Decision decision = terminate(builder.idleFor(HOUR).build(), Set.of(RuleId.G4, RuleId.G5), generous());
        assertThat(decision.spared()).singleElement().satisfies(spared -> {
            assertThat(spared.outcome()).isEqualTo(SessionOutcome.PROTECTED);
            assertThat(spared.reason()).endsWith("(G5); this protection cannot be overridden");
        });
    }

    @Test
    void a_refusal_by_the_budget_states_the_override_and_the_override_ignores_the_budget() {
        Session wanted = session(1).idleFor(HOUR).build();
        Policy exhausted = policy("budget.terminations-per-hour=0");
        assertThat(terminate(wanted, Set.of(RuleId.G5), exhausted).spared())
                .singleElement()
                .satisfies(spared -> assertThat(spared.reason())
                        .endsWith("(G4); to override this guard, send the command again with override: [\"G4\"] and a"
                                + " new id"));
        assertThat(terminate(wanted, Set.of(RuleId.G4), exhausted)).isInstanceOf(Decision.Act.class);
    }

    @Test
    void visibility_and_pause_are_never_overridden() {
        Session wanted = session(1).idleFor(HOUR).build();
        SituationBuilder paused =
                healthy().with(wanted).paused(new TargetPause("bob", "migration", false, NOW, "send RESUME"));
        assertThat(decide(terminateCommand(wanted, Set.of(RuleId.G4, RuleId.G5)), paused, generous())
                        .ruleId())
                .isEqualTo(RuleId.G2);
        assertThat(decide(
                                terminateCommand(wanted, Set.of(RuleId.G4, RuleId.G5)),
                                healthy().with(wanted).visibility(50),
                                generous())
                        .ruleId())
                .isEqualTo(RuleId.G1);
    }

    @Test
    void the_check_before_the_signal_honors_the_override_and_the_permanent_protections() {
        Session locked = session(1).idleFor(HOUR).holdingAdvisoryLock().build();
        Session superuser = session(2).idleFor(HOUR).superuser().build();
        Trigger overriding = new Trigger.CommandTrigger(terminateCommand(locked, Set.of(RuleId.G5)));
        Trigger plain = new Trigger.CommandTrigger(terminateCommand(locked, Set.of()));
        SituationBuilder situation = critical().with(locked, superuser);
        assertThat(IntentRecheck.refuseSessions(overriding, RuleId.COMMAND, situation.build(), policy()))
                .containsOnlyKeys(idOf(superuser));
        assertThat(IntentRecheck.refuseSessions(plain, RuleId.COMMAND, situation.build(), policy()))
                .containsOnlyKeys(idOf(locked), idOf(superuser));
    }

    @Test
    void a_rule_overrides_nothing_and_gives_no_advice() {
        Session locked = session(1).idleFor(HOUR).holdingAdvisoryLock().build();
        Decision decision = Decider.standard()
                .decide(
                        new Trigger.HealthEventTrigger(NOW),
                        critical().with(locked).build(),
                        generous());
        assertThat(decision.spared())
                .allSatisfy(spared -> assertThat(spared.reason()).isEqualTo("protected: holds an advisory lock (G5)"));
    }

    private static Decision terminate(Session wanted, Set<RuleId> override, Policy policy) {
        return decide(terminateCommand(wanted, override), healthy().with(wanted), policy);
    }

    private static Command terminateCommand(Session wanted, Set<RuleId> override) {
        SessionId id = idOf(wanted);
        return new Command(
                "orders-db",
                new CommandParameters.Terminate(List.of(id), override),
                "ann",
                "deploy blocked",
                false,
                null);
    }

    private static Decision decide(Command command, SituationBuilder situation, Policy policy) {
        return Decider.standard().decide(new Trigger.CommandTrigger(command), situation.build(), policy);
    }
}
