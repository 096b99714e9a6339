package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.situation.ApplicationRelief;
import io.connwarden.actuator.decision.situation.Refill;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application that replaces its terminated sessions is not terminated again and again (G7). */
class RefillTest {
    private static final Trigger SAMPLE = new Trigger.HealthEventTrigger(NOW);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Policy POLICY = policy(
            "survivors-per-application=0",
            "budget.sessions-percentage=100",
            "budget.terminations-per-hour=60",
            "emergency.idle-for=4s",
            "emergency.next-step.idle-for=4s",
            "emergency.max-steps=1");

    @Test
    void a_pool_that_came_back_to_its_size_is_spared_and_named() {
        Decision decision = decide(critical()
                .with(pool("orders", 1, 20, Duration.ofSeconds(50)))
                .with(pool("leaky", 100, 3, Duration.ofSeconds(30)))
                .relief(relief("orders", 20, 12)));
        assertThat(applications(decision)).containsOnly("leaky").hasSize(3);
        assertThat(decision.spared())
                .filteredOn(spared -> spared.ruleId() == RuleId.G7)
                .hasSize(20)
                .extracting(SparedSession::reason)
                .first()
                .isEqualTo("idle for 50 s, threshold 4 s (R1); spared: application 'orders' came back to 20 sessions"
                        + " after 12 of 20 were terminated at 2026-03-01T02:59:00Z, its pool is too large (G7)");
    }

    @Test
    void a_pool_with_a_name_of_its_own_for_each_session_is_one_application_of_its_user_and_database() {
        String owner = "user 'shop' in database 'orders'";
        Decision decision = decide(critical()
                .with(named(1, 20, Duration.ofSeconds(50)))
                .with(pool("leaky", 100, 3, Duration.ofSeconds(30)))
                .relief(relief(owner, 20, 12)));
        assertThat(applications(decision)).containsOnly("leaky").hasSize(3);
        assertThat(decision.spared())
                .filteredOn(spared -> spared.ruleId() == RuleId.G7)
                .hasSize(20)
                .extracting(SparedSession::reason)
                .first()
                .isEqualTo("idle for 50 s, threshold 4 s (R1); spared: " + owner + " (nearly unique application names)"
                        + " came back to 20 sessions after 12 of 20 were terminated at 2026-03-01T02:59:00Z, its pool is"
                        + " too large (G7)");
    }

    @Test
    void few_names_of_one_user_and_database_are_counted_apart_from_the_pool_that_refills() {
        Decision decision = decide(critical()
                .with(named(1, 5, Duration.ofSeconds(50)))
                .relief(relief("user 'shop' in database 'orders'", 5, 5)));
        assertThat(applications(decision)).hasSize(5);
    }

    @Test
    void small_names_are_counted_together_also_when_too_few_are_left_to_be_nearly_unique() {
        String owner = "user 'shop' in database 'orders'";
        List<Session> few = List.of(named(1, 5, MINUTE));
        assertThat(Refill.poolsOf(few).countByName(few)).containsEntry(owner, 5).hasSize(6);
        List<Session> many = List.of(named(1, 20, MINUTE));
        assertThat(Refill.poolsOf(many).countByName(many)).containsOnly(Map.entry(owner, 20));
    }

    @Test
    void a_leak_that_has_grown_beyond_its_size_is_not_spared() {
        assertThat(applications(decide(critical()
                        .with(pool("leaky", 1, 23, Duration.ofSeconds(50)))
                        .relief(relief("leaky", 20, 12)))))
                .hasSize(20);
    }

    @Test
    void an_application_that_is_still_far_below_its_size_is_not_spared() {
        assertThat(applications(decide(critical()
                        .with(pool("orders", 1, 17, Duration.ofSeconds(50)))
                        .relief(relief("orders", 20, 12)))))
                .hasSize(17);
    }

    @Test
    void a_pool_that_lost_a_slot_of_a_full_server_to_another_client_is_spared() {
        assertThat(applications(decide(critical()
                        .with(pool("orders", 1, 18, Duration.ofSeconds(50)))
                        .relief(relief("orders", 20, 12)))))
                .isEmpty();
    }

    @Test
    void an_application_that_opens_its_sessions_one_by_one_is_not_spared() {
        Session[] leak = IntStream.rangeClosed(1, 20)
                .mapToObj(pid -> session(pid)
                        .application("leaky")
                        .backendStart(NOW.minusSeconds(30L * pid))
                        .idleFor(Duration.ofSeconds(30L * pid))
                        .build())
                .toArray(Session[]::new);
        assertThat(applications(decide(critical()
                        .with(leak)
                        .relief(new ApplicationRelief("leaky", 20, 12, NOW.minus(Duration.ofMinutes(6)))))))
                .hasSize(20);
    }

    @Test
    void an_application_that_was_growing_before_the_action_is_not_spared() {
        assertThat(applications(decide(critical()
                        .with(pool("leaky", 1, 12, Duration.ofSeconds(50)))
                        .with(pool("leaky", 101, 8, Duration.ofSeconds(70)))
                        .relief(relief("leaky", 20, 12)))))
                .hasSize(20);
    }

    @Test
    void all_refilled_applications_share_half_of_the_budget() {
        SituationBuilder situation = critical()
                .full()
                .with(pool("orders", 1, 40, Duration.ofSeconds(50)))
                .with(pool("billing", 100, 40, Duration.ofSeconds(50)))
                .relief(relief("orders", 40, 15))
                .relief(relief("billing", 40, 15));
        assertThat(applications(decide(situation))).as("30 of 60 used").isEmpty();
    }

    @Test
    void within_a_full_limit_a_refilled_application_is_not_untouchable() {
        Decision decision = decide(healthy()
                .with(pool("orders", 1, 20, Duration.ofSeconds(50)))
                .limits(ConnectionLimit.of(ConnectionLimit.Scope.ROLE, "shop", 20, 20))
                .relief(relief("orders", 20, 4)));
        assertThat(applications(decision)).isNotEmpty();
    }

    @Test
    void sessions_older_than_the_action_are_no_refill() {
        Session[] old = IntStream.rangeClosed(1, 20)
                .mapToObj(pid -> session(pid)
                        .application("orders")
                        .idleFor(Duration.ofHours(1))
                        .build())
                .toArray(Session[]::new);
        assertThat(applications(decide(critical().with(old).relief(relief("orders", 20, 12)))))
                .hasSize(20);
    }

    @Test
    void the_reconnect_of_two_sessions_is_no_refill() {
        assertThat(applications(decide(critical()
                        .with(pool("psql", 1, 2, Duration.ofSeconds(50)))
                        .relief(relief("psql", 2, 2)))))
                .hasSize(2);
    }

    @Test
    void on_a_full_server_a_refilled_application_comes_last_and_leaves_half_of_the_budget_to_others() {
        SituationBuilder situation = critical()
                .full()
                .with(pool("orders", 1, 40, Duration.ofSeconds(50)))
                .with(pool("leaky", 100, 3, Duration.ofSeconds(5)))
                .relief(relief("orders", 40, 12));
        List<String> selected = applications(decide(situation));
        assertThat(selected).startsWith("leaky", "leaky", "leaky").hasSize(3 + 15);
        situation.relief(new ApplicationRelief("orders", 40, 18, NOW.minus(MINUTE)));
        assertThat(applications(decide(situation))).as("30 of 60 used").containsOnly("leaky");
    }

    @Test
    void a_command_is_independent_of_refills() {
        Command cleanup =
                new Command("orders-db", new CommandParameters.Cleanup(0.01, 100), "ann", "because", false, null);
        assertThat(applications(Decider.standard()
                        .decide(
                                new Trigger.CommandTrigger(cleanup),
                                critical()
                                        .with(pool("orders", 1, 20, Duration.ofSeconds(50)))
                                        .relief(relief("orders", 20, 12))
                                        .build(),
                                POLICY)))
                .hasSize(20);
    }

    /** The expected sets are computed from the numbers of the case, not from the sessions. */
    @Test
    @Tag(Seeds.TAG)
    void an_application_is_refilled_exactly_within_a_tenth_of_its_size() {
        Seeds.corpus(LongStream.rangeClosed(1, 500).toArray()).forEach(seed -> {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            int before = 1 + random.nextInt(40);
            int terminated = 1 + random.nextInt(before);
            int kept = before - terminated;
            int opened = random.nextInt(2 * before + 2);
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < kept; i++) {
                sessions.add(session(1 + i)
                        .application("app")
                        .idleFor(Duration.ofHours(1))
                        .build());
            }
            sessions.addAll(List.of(pool("app", 1000, opened, Duration.ofSeconds(random.nextInt(60)))));
            Map<String, Refill> found = Refill.find(List.of(relief("app", before, terminated)), sessions, NOW, NOW);
            int now = kept + opened;
            int tenth = (before + 9) / 10;
            boolean expected = terminated > 2
                    && opened > 2
                    && opened + tenth >= terminated
                    && now + tenth >= before
                    && now <= before + tenth;
            assertThat(found.containsKey("app")).as("seed %d", seed).isEqualTo(expected);
        });
    }

    private static ApplicationRelief relief(String application, int before, int terminated) {
        return new ApplicationRelief(application, before, terminated, NOW.minus(MINUTE));
    }

    /** Returns sessions that are idle since their start. */
    private static Session[] pool(String application, int firstPid, int count, Duration age) {
        return IntStream.range(firstPid, firstPid + count)
                .mapToObj(pid -> session(pid)
                        .application(application)
                        .backendStart(NOW.minus(age))
                        .idleFor(age)
                        .build())
                .toArray(Session[]::new);
    }

    /** Returns sessions of one pool with the pid of the client in each name. */
    private static Session[] named(int firstPid, int count, Duration age) {
        return IntStream.range(firstPid, firstPid + count)
                .mapToObj(pid -> pool("orders - 10.0.0.7:" + (40_000 + pid), pid, 1, age)[0])
                .toArray(Session[]::new);
    }

    private static Decision decide(SituationBuilder situation) {
        return Decider.standard().decide(SAMPLE, situation.build(), POLICY);
    }

    private static List<String> applications(Decision decision) {
        return decision instanceof Decision.Act act
                ? act.victims().stream()
                        .map(victim -> victim.session().client().application())
                        .toList()
                : List.of();
    }
}
