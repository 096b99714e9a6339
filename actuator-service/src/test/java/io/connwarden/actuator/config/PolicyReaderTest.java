package io.connwarden.actuator.config;

import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.TestPolicies.policy;
import static io.connwarden.actuator.decision.TestPolicies.policyOver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.actuator.decision.policy.AddressRange;
import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.policy.Cooldown;
import io.connwarden.actuator.decision.policy.Emergency;
import io.connwarden.actuator.decision.policy.Glob;
import io.connwarden.actuator.decision.policy.IdleCleanup;
import io.connwarden.actuator.decision.policy.Mode;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.policy.RuleModes;
import io.connwarden.actuator.decision.policy.SessionFilter;
import io.connwarden.actuator.decision.policy.StuckTransactions;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.configuration.InvalidConfigurationException;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    private static final Duration TEN = Duration.ofMinutes(10);

    @Test
    void the_default_policy_is_the_documented_one() {
        Policy policy = policyOver(Policy.defaults());
        assertThat(policy.mode()).isEqualTo(Mode.WATCH);
        assertThat(policy.modes()).isEqualTo(new RuleModes(null, null, null, null));
        assertThat(policy.overrides()).isEmpty();
        assertThat(policy.paused()).isFalse();
        assertThat(policy.dryRun()).isFalse();
        assertThat(policy.healthMaxAge()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy.emergency())
                .isEqualTo(Emergency.builder()
                        .idleFor(Duration.ofMinutes(5))
                        .maxTerminations(20)
                        .activeFor(Duration.ofSeconds(30))
                        .maxCancels(10)
                        .stuckOlderThan(Duration.ofMinutes(5))
                        .maxStuckTransactions(5)
                        .reliefSlotUtilization(75)
                        .maxSteps(2)
                        .nextStep(new Emergency.NextStep(Duration.ofMinutes(1), 20))
                        .build());
        assertThat(policy.zombieCleanup()).isEqualTo(new IdleCleanup(TEN, 15));
        assertThat(policy.gentleCleanup()).isEqualTo(new IdleCleanup(Duration.ofMinutes(15), 5));
        assertThat(policy.stuckTransactions())
                .isEqualTo(new StuckTransactions(Duration.ofMinutes(5), Duration.ofMinutes(1), 5));
        assertThat(policy.cooldown()).isEqualTo(new Cooldown(Duration.ofSeconds(60), Duration.ofSeconds(10)));
        assertThat(policy.budget()).isEqualTo(new Budget(40, 200, 100, 200));
        assertThat(policy.exclude()).isEqualTo(SessionFilter.empty());
        assertThat(policy.include()).isEqualTo(SessionFilter.empty());
        assertThat(policy.survivorsPerApplication()).isEqualTo(2);
        assertThat(policy.reclaimMaintenance()).isFalse();
    }

    @Test
    void every_setting_reaches_its_policy_component() {
        Policy policy = policy(
                "mode=ask",
                "modes.r1=act",
                "modes.r2=off",
                "modes.r3=watch",
                "modes.r4=ask",
                "paused=true",
                "dry-run=true",
                "health-max-age=31s",
                "emergency.idle-for=1s",
                "emergency.max-idle-terminations=2",
                "emergency.active-for=3s",
                "emergency.max-cancels=4",
                "emergency.stuck-older-than=5s",
                "emergency.max-stuck-transactions=6",
                "emergency.relief-slot-utilization=7",
                "emergency.max-steps=8",
                "emergency.next-step.idle-for=9ms",
                "emergency.next-step.max-idle-terminations=10",
                "zombie-cleanup.idle-for=11s",
                "zombie-cleanup.max-terminations=12",
                "gentle-cleanup.idle-for=13s",
                "gentle-cleanup.max-terminations=14",
                "stuck-transactions.older-than=16s",
                "stuck-transactions.idle-for=15s",
                "stuck-transactions.max-terminations=17",
                "cooldown.standard=18s",
                "cooldown.emergency=19s",
                "budget.sessions-percentage=20.5",
                "budget.terminations-per-hour=21",
                "budget.cancels-per-hour=23",
                "budget.max-unresponsive=22",
                "exclude.users=a",
                "exclude.applications=b",
                "exclude.databases=c",
                "exclude.client-addresses=10.0.0.1",
                "include.users=d",
                "include.applications=e",
                "include.databases=f",
                "include.client-addresses=local",
                "survivors-per-application=22",
                "reclaim-maintenance=true");
        assertThat(policy)
                .isEqualTo(Policy.builder()
                        .mode(Mode.ASK)
                        .modes(new RuleModes(Mode.ACT, Mode.OFF, Mode.WATCH, Mode.ASK))
                        .paused(true)
                        .dryRun(true)
                        .healthMaxAge(Duration.ofSeconds(31))
                        .emergency(Emergency.builder()
                                .idleFor(Duration.ofSeconds(1))
                                .maxTerminations(2)
                                .activeFor(Duration.ofSeconds(3))
                                .maxCancels(4)
                                .stuckOlderThan(Duration.ofSeconds(5))
                                .maxStuckTransactions(6)
                                .reliefSlotUtilization(7)
                                .maxSteps(8)
                                .nextStep(new Emergency.NextStep(Duration.ofMillis(9), 10))
                                .build())
                        .zombieCleanup(new IdleCleanup(Duration.ofSeconds(11), 12))
                        .gentleCleanup(new IdleCleanup(Duration.ofSeconds(13), 14))
                        .stuckTransactions(new StuckTransactions(Duration.ofSeconds(16), Duration.ofSeconds(15), 17))
                        .cooldown(new Cooldown(Duration.ofSeconds(18), Duration.ofSeconds(19)))
                        .budget(new Budget(20.5, 21, 23, 22))
                        .exclude(new SessionFilter(
                                List.of(new Glob("a")),
                                List.of(new Glob("b")),
                                List.of(new Glob("c")),
                                List.of(new AddressRange("10.0.0.1"))))
                        .include(new SessionFilter(
                                List.of(new Glob("d")),
                                List.of(new Glob("e")),
                                List.of(new Glob("f")),
                                List.of(new AddressRange("local"))))
                        .survivorsPerApplication(22)
                        .reclaimMaintenance(true)
                        .build());
        assertThat(policyOver(policy)).isEqualTo(policy);
    }

    @Test
    void exclude_patterns_of_a_target_add_to_the_global_ones_and_include_patterns_replace_them() {
        Policy global = policy("exclude.users=admin", "include.users=a*");
        Policy target = policyOver(global, "exclude.users[0]=dba", "include.users[0]=b*");
        assertThat(target.exclude().firstMatch(session(1).user("admin").build()))
                .isPresent();
        assertThat(target.exclude().firstMatch(session(1).user("dba").build())).isPresent();
        assertThat(target.include().firstMismatch(session(1).user("ab").build()))
                .isPresent();
        assertThat(target.include().firstMismatch(session(1).user("bb").build()))
                .isEmpty();
    }

    @Test
    void the_mode_of_a_target_also_replaces_the_global_modes_of_single_rules() {
        Policy global = policy("mode=watch", "modes.r1=act", "modes.r4=ask");
        assertThat(policyOver(global, "modes.r4=off").modes()).isEqualTo(new RuleModes(Mode.ACT, null, null, Mode.OFF));
        assertThat(policyOver(global, "mode=off", "modes.r2=watch"))
                .isEqualTo(policyOver(Policy.defaults(), "mode=off", "modes.r2=watch"));
    }

    @Test
    void the_overrides_of_a_target_come_before_the_global_ones() {
        Policy global = policy("overrides[0].match.users=batch", "overrides[0].mode=act");
        Policy target =
                policyOver(global, "overrides[0].match.users=batch,report", "overrides[0].zombie-cleanup.idle-for=1h");
        assertThat(target.overrides())
                .hasSize(2)
                .endsWith(global.overrides().get(0))
                .first()
                .satisfies(own -> assertThat(own.zombieCleanup().idleFor()).isEqualTo(Duration.ofHours(1)));
    }

    @Test
    void a_target_with_mode_off_is_safe_although_a_global_override_arms_some_sessions() {
        Policy global = policy("mode=watch", "overrides[0].match.applications=scratch*", "overrides[0].mode=act");
        Policy target = policyOver(global, "mode=off");
        assertThat(modesOf(target, "scratch1")).containsOnly(Mode.OFF);
        assertThat(target.effectiveModes().describe(RuleId.R1, of("scratch1")))
                .isEqualTo("mode of R1 is off (policy.mode)");
        assertThat(modesOf(policyOver(global), "scratch1")).containsOnly(Mode.ACT);
    }

    @Test
    void a_global_override_that_is_off_stays_off_on_a_target_that_acts() {
        Policy global = policy("mode=watch", "overrides[0].match.applications=billing*", "overrides[0].mode=off");
        Policy target = policyOver(global, "mode=act");
        assertThat(modesOf(target, "billing1")).containsOnly(Mode.OFF);
        assertThat(modesOf(target, "web")).containsOnly(Mode.ACT);
    }

    @Test
    void the_mode_of_one_rule_on_a_target_restricts_a_global_override_for_this_rule_only() {
        Policy global = policy("overrides[0].match.applications=scratch*", "overrides[0].mode=act");
        assertThat(modesOf(policyOver(global, "modes.r1=ask"), "scratch1"))
                .containsExactly(Mode.ASK, Mode.ACT, Mode.ACT, Mode.ACT);
    }

    @Test
    void an_override_of_the_target_itself_may_exceed_the_mode_of_the_target() {
        Policy target = policyOver(
                Policy.defaults(), "mode=off", "overrides[0].match.applications=scratch*", "overrides[0].modes.r2=act");
        assertThat(modesOf(target, "scratch1")).containsExactly(Mode.OFF, Mode.ACT, Mode.OFF, Mode.OFF);
    }

    @Test
    void the_ages_of_a_global_override_apply_where_its_mode_does_not() {
        Policy global = policy(
                "overrides[0].match.applications=scratch*",
                "overrides[0].mode=act",
                "overrides[0].gentle-cleanup.idle-for=1h");
        assertThat(policyOver(global, "mode=watch")
                        .forSession(of("scratch1"))
                        .gentleCleanup()
                        .idleFor())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_global_override_that_contradicts_an_age_of_a_target_is_reported_under_its_own_key() {
        Policy global = policy(
                "overrides[0].match.applications=other",
                "overrides[0].mode=off",
                "overrides[1].match.applications=report",
                "overrides[1].stuck-transactions.idle-for=4m");
        assertThatThrownBy(() -> policyOver(
                        global,
                        "overrides[0].match.applications=web",
                        "overrides[0].mode=off",
                        "stuck-transactions.older-than=3m"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("connwarden.policy.overrides[1] (applications: report) contradicts p:"
                        + " stuck-transactions.idle-for must be 0 ms to older-than (3 min), was 4 min; set this age for"
                        + " the same sessions in p.overrides");
    }

    private static List<Mode> modesOf(Policy policy, String application) {
        return RuleId.withMode().stream()
                .map(rule -> policy.effectiveModes().of(rule, of(application)))
                .toList();
    }

    private static Session of(String application) {
        return session(1).application(application).build();
    }

    @Test
    void a_shorter_age_also_shortens_the_dependent_settings() {
        Policy policy = policy("emergency.idle-for=4s", "stuck-transactions.older-than=3s");
        assertThat(policy.emergency().nextStep().idleFor()).isEqualTo(Duration.ofSeconds(4));
        assertThat(policy.stuckTransactions().idleFor()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_longer_age_leaves_the_dependent_settings_unchanged() {
        Policy policy = policy("emergency.idle-for=1h", "stuck-transactions.older-than=1h");
        assertThat(policy.emergency().nextStep().idleFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy.stuckTransactions().idleFor()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void an_empty_list_of_an_override_is_rejected_because_it_could_mean_every_session() {
        assertThatThrownBy(() -> policy("overrides[0].match.users=batch", "overrides[0].match.applications="))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("p.overrides[0].match.applications must contain at least one pattern, was empty; remove the"
                        + " key to include every session");
    }

    @Test
    void an_override_with_an_age_that_contradicts_the_policy_is_rejected() {
        assertThatThrownBy(() ->
                        policy("overrides[0].match.applications=report", "overrides[0].stuck-transactions.idle-for=6m"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(
                        "p.overrides[0] (applications: report): stuck-transactions.idle-for must be 0 ms to older-than"
                                + " (5 min), was 6 min");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            emergency.idle-for=0s | emergency.idle-for must be above 0 and at most 365 d, was 0 ms
            emergency.max-idle-terminations=-1 | emergency.max-idle-terminations must be 0 to 1000, was -1
            emergency.active-for=366d | emergency.active-for must be above 0 and at most 365 d, was 366 d
            emergency.max-cancels=1001 | emergency.max-cancels must be 0 to 1000, was 1001
            emergency.stuck-older-than=-1s | emergency.stuck-older-than must be above 0 and at most 365 d, was -1 s
            emergency.max-stuck-transactions=1001 | emergency.max-stuck-transactions must be 0 to 1000, was 1001
            emergency.relief-slot-utilization=100.5 | emergency.relief-slot-utilization must be a percentage above 0 and at most 100, was 100.5
            emergency.max-steps=0 | emergency.max-steps must be 1 to 10, was 0
            emergency.next-step.idle-for=6m | emergency.next-step.idle-for must be at most idle-for (5 min), was 6 min
            emergency.next-step.idle-for=0s | emergency.next-step.idle-for must be above 0 and at most 365 d, was 0 ms
            emergency.next-step.max-idle-terminations=-1 | emergency.next-step.max-idle-terminations must be 0 to 1000, was -1
            zombie-cleanup.idle-for=0s | zombie-cleanup.idle-for must be above 0 and at most 365 d, was 0 ms
            gentle-cleanup.max-terminations=1001 | gentle-cleanup.max-terminations must be 0 to 1000, was 1001
            stuck-transactions.older-than=0s | stuck-transactions.older-than must be above 0 and at most 365 d, was 0 ms
            stuck-transactions.idle-for=6m | stuck-transactions.idle-for must be 0 ms to older-than (5 min), was 6 min
            stuck-transactions.max-terminations=-1 | stuck-transactions.max-terminations must be 0 to 1000, was -1
            cooldown.standard=-1s | cooldown.standard must be 0 ms to 1 d, was -1 s
            cooldown.emergency=25h | cooldown.emergency must be 0 ms to 1 d, was 1 d 1 h
            budget.sessions-percentage=0 | budget.sessions-percentage must be a percentage above 0 and at most 100, was 0
            budget.sessions-percentage=NaN | budget.sessions-percentage must be a percentage above 0 and at most 100, was NaN
            budget.terminations-per-hour=100001 | budget.terminations-per-hour must be 0 to 100000, was 100001
            exclude.applications[0]=a\\ | exclude.applications must not end with a single backslash, was 'a\\'
            exclude.applications=a\\ | exclude.applications must not end with a single backslash, was 'a\\'
            include.client-addresses=db.example.org | include.client-addresses must be an address such as 10.0.0.7, a network such as 10.0.0.0/8, or 'local', was 'db.example.org'
            include.users= | include.users must contain at least one pattern, was empty; remove the key to include every session
            health-max-age=29s | health-max-age must be 30 s to 1 h, was 29 s
            survivors-per-application=1001 | survivors-per-application must be 0 to 1000, was 1001
            mode=on | mode: the value 'on' is not allowed: write off or watch or ask or act.
            modes.r1=kill | modes.r1: the value 'kill' is not allowed: write off or watch or ask or act.
            overrides[0].mode=act | overrides[0].match must contain at least one pattern in users, applications, databases or client-addresses, was empty; set the modes of all sessions in policy.mode
            overrides[0].emergency.idle-for=0s | overrides[0].emergency.idle-for must be above 0 and at most 365 d, was 0 ms
            dry-run=maybe | dry-run: the value 'maybe' is not allowed: write true or false.
            """, quoteCharacter = '"')
    void an_invalid_value_is_rejected_with_its_key(String setting, String message) {
        assertThatThrownBy(() -> policy(setting))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("p." + message);
    }
}
