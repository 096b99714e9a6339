package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.TestPolicies.generous;
import static io.connwarden.actuator.decision.TestPolicies.policyOver;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyOverridesTest {
    private static final Trigger HEALTH_EVENT = new Trigger.HealthEventTrigger(NOW);

    @Test
    void a_shorter_age_of_an_override_selects_its_sessions_earlier() {
        Policy policy = override("emergency.idle-for=10s");
        assertThat(victims(critical().with(idle(1, "report", 60), idle(2, "web", 400)), policy))
                .containsExactly(2, 1);
    }

    @Test
    void a_longer_age_of_an_override_spares_its_sessions_in_every_step_of_an_emergency() {
        Policy policy = override("emergency.idle-for=14m");
        SituationBuilder onlyReports = critical().with(idle(1, "report", 839), idle(2, "report", 840));
        assertThat(victims(onlyReports, policy)).containsExactly(2);
        assertThat(Decider.standard()
                        .decide(
                                HEALTH_EVENT,
                                critical().with(idle(1, "report", 839)).build(),
                                policy))
                .isInstanceOf(Decision.NoAction.class);
        assertThat(victims(
                        critical().with(idle(1, "report", 839)),
                        override("emergency.idle-for=14m", "emergency.next-step.idle-for=13m")))
                .containsExactly(1);
    }

    @Test
    void an_emergency_by_command_uses_the_ages_of_an_override() {
        Command command = new Command("orders", new CommandParameters.Emergency(), "ann", "full", false, null);
        Decision decision = Decider.standard()
                .decide(
                        new Trigger.CommandTrigger(command),
                        healthy()
                                .with(idle(1, "report", 60), idle(2, "web", 60))
                                .build(),
                        override("emergency.idle-for=10s", "mode=off"));
        assertThat(pids(decision)).containsExactly(1);
    }

    @Test
    void an_override_has_its_own_age_of_queries_and_stuck_transactions_in_an_emergency() {
        Policy policy = override("emergency.active-for=1h", "emergency.stuck-older-than=2h");
        Stream<Session> sessions = Stream.of("report", "web")
                .flatMap(application -> Stream.of(
                        session(application.length())
                                .application(application)
                                .activeFor(Duration.ofMinutes(10))
                                .build(),
                        session(10 + application.length())
                                .application(application)
                                .stuckFor(Duration.ofMinutes(90), Duration.ofMinutes(90))
                                .build()));
        assertThat(victims(critical().with(sessions.toList()), policy)).containsExactly(13, 3);
    }

    @Test
    void an_override_has_its_own_ages_of_each_cleanup() {
        assertThat(victims(
                        cleanupNeeded(12).with(idle(1, "report", 60), idle(2, "web", 60)),
                        override("zombie-cleanup.idle-for=30s")))
                .containsExactly(1);
        assertThat(victims(
                        warning().with(idle(1, "report", 60), idle(2, "web", 60)),
                        override("gentle-cleanup.idle-for=30s")))
                .containsExactly(1);
    }

    @Test
    void a_shorter_age_of_stuck_transactions_also_shortens_their_idle_time() {
        Session report = session(1)
                .application("report")
                .stuckFor(Duration.ofSeconds(31), Duration.ofSeconds(31))
                .build();
        Session web = session(2)
                .application("web")
                .stuckFor(Duration.ofSeconds(299), Duration.ofSeconds(299))
                .build();
        assertThat(victims(healthy().with(report, web), override("stuck-transactions.older-than=30s")))
                .containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users=batch", "applications=rep*", "databases=dwh", "client-addresses=10.0.0.0/8"})
    void the_first_override_that_matches_a_session_applies_alone(String pattern) {
        Policy policy = policyOver(
                generous(),
                "overrides[0].match." + pattern,
                "overrides[0].emergency.idle-for=1h",
                "overrides[1].match.users=*",
                "overrides[1].emergency.idle-for=10s",
                "overrides[1].mode=off");
        Session first = session(1)
                .user("batch")
                .application("report")
                .database("dwh")
                .clientAddress("10.1.2.3")
                .idleFor(Duration.ofHours(1))
                .build();
        Session second = session(2)
                .user("shop")
                .application("web")
                .database("orders")
                .clientAddress("192.168.0.1")
                .idleFor(Duration.ofHours(1))
                .build();
        assertThat(victims(critical().with(first, second), policy)).containsExactly(1);
    }

    @Test
    void a_session_must_match_every_list_of_an_override() {
        Policy policy = override("match.users=batch", "emergency.idle-for=10s");
        Session other = session(1)
                .user("shop")
                .application("report")
                .idleFor(Duration.ofMinutes(1))
                .build();
        Session matching = session(2)
                .user("batch")
                .application("report")
                .idleFor(Duration.ofMinutes(1))
                .build();
        assertThat(victims(critical().with(other, matching, idle(3, "web", 301)), policy))
                .containsExactly(3, 2);
    }

    /** Returns the generous policy with one override for the application {@code report}. */
    private static Policy override(String... settings) {
        return policyOver(
                generous(),
                Stream.concat(
                                Stream.of("overrides[0].match.applications=report"),
                                Stream.of(settings).map(setting -> "overrides[0]." + setting))
                        .toArray(String[]::new));
    }

    private static Session idle(int pid, String application, int seconds) {
        return session(pid)
                .application(application)
                .idleFor(Duration.ofSeconds(seconds))
                .build();
    }

    private static List<Integer> victims(SituationBuilder situation, Policy policy) {
        return pids(Decider.standard().decide(HEALTH_EVENT, situation.build(), policy));
    }

    private static List<Integer> pids(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Act.class);
        return ((Decision.Act) decision)
                .victims().stream().map(victim -> victim.session().pid()).toList();
    }
}
