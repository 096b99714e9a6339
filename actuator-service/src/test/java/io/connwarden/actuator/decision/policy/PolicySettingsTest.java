package io.connwarden.actuator.decision.policy;

import static io.connwarden.actuator.decision.SessionBuilder.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicySettingsTest {
    private static final Duration TEN = Duration.ofMinutes(10);

    @Test
    void the_standard_policy_is_the_design() {
        Policy policy = Policy.standard();
        assertThat(policy.automatic()).isTrue();
        assertThat(policy.paused()).isFalse();
        assertThat(policy.dryRun()).isFalse();
        assertThat(policy.healthMaxAge()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy.emergency())
                .isEqualTo(new Emergency(
                        Duration.ofMinutes(5),
                        20,
                        Duration.ofSeconds(30),
                        10,
                        Duration.ofMinutes(5),
                        5,
                        75,
                        2,
                        Duration.ofMinutes(1),
                        20));
        assertThat(policy.zombieCleanup()).isEqualTo(new IdleCleanup(TEN, 15));
        assertThat(policy.gentleCleanup()).isEqualTo(new IdleCleanup(Duration.ofMinutes(15), 5));
        assertThat(policy.stuckTransactions())
                .isEqualTo(new StuckTransactions(Duration.ofMinutes(5), Duration.ofMinutes(1), 5));
        assertThat(policy.cooldown()).isEqualTo(new Cooldown(Duration.ofSeconds(60), Duration.ofSeconds(10)));
        assertThat(policy.budget()).isEqualTo(new Budget(40, 200));
        assertThat(policy.exclude()).isEqualTo(SessionFilter.empty());
        assertThat(policy.include()).isEqualTo(SessionFilter.empty());
        assertThat(policy.survivorsPerApplication()).isEqualTo(2);
    }

    @Test
    void a_setting_left_out_keeps_the_value_of_the_base_policy() {
        assertThat(PolicySettings.none().mergedWith(Policy.standard())).isEqualTo(Policy.standard());
        PolicySettings emptyBlocks = new PolicySettings(
                null,
                null,
                null,
                null,
                emergency(null, null, null, null, null, null, null, null, null, null),
                new IdleCleanupSettings(null, null),
                new IdleCleanupSettings(null, null),
                new StuckTransactionsSettings(null, null, null),
                new CooldownSettings(null, null),
                new BudgetSettings(null, null),
                new SessionFilterSettings(null, null, null, null),
                new SessionFilterSettings(null, null, null, null),
                null);
        assertThat(emptyBlocks.mergedWith(Policy.standard())).isEqualTo(Policy.standard());
    }

    @Test
    void every_setting_reaches_its_policy_component() {
        PolicySettings all = new PolicySettings(
                false,
                true,
                true,
                Duration.ofSeconds(31),
                emergency(
                        Duration.ofSeconds(1),
                        2,
                        Duration.ofSeconds(3),
                        4,
                        Duration.ofSeconds(5),
                        6,
                        7.0,
                        8,
                        Duration.ofMillis(9),
                        10),
                new IdleCleanupSettings(Duration.ofSeconds(11), 12),
                new IdleCleanupSettings(Duration.ofSeconds(13), 14),
                new StuckTransactionsSettings(Duration.ofSeconds(16), Duration.ofSeconds(15), 17),
                new CooldownSettings(Duration.ofSeconds(18), Duration.ofSeconds(19)),
                new BudgetSettings(20.5, 21),
                new SessionFilterSettings(List.of("a"), List.of("b"), List.of("c"), List.of("10.0.0.1")),
                new SessionFilterSettings(List.of("d"), List.of("e"), List.of("f"), List.of("local")),
                22);
        assertThat(all.mergedWith(Policy.standard()))
                .isEqualTo(new Policy(
                        false,
                        true,
                        true,
                        Duration.ofSeconds(31),
                        new Emergency(
                                Duration.ofSeconds(1),
                                2,
                                Duration.ofSeconds(3),
                                4,
                                Duration.ofSeconds(5),
                                6,
                                7,
                                8,
                                Duration.ofMillis(9),
                                10),
                        new IdleCleanup(Duration.ofSeconds(11), 12),
                        new IdleCleanup(Duration.ofSeconds(13), 14),
                        new StuckTransactions(Duration.ofSeconds(16), Duration.ofSeconds(15), 17),
                        new Cooldown(Duration.ofSeconds(18), Duration.ofSeconds(19)),
                        new Budget(20.5, 21),
                        new SessionFilter(
                                List.of(new Glob("a")),
                                List.of(new Glob("b")),
                                List.of(new Glob("c")),
                                List.of(new AddressRange("10.0.0.1"))),
                        new SessionFilter(
                                List.of(new Glob("d")),
                                List.of(new Glob("e")),
                                List.of(new Glob("f")),
                                List.of(new AddressRange("local"))),
                        22));
    }

    @Test
    void exclude_patterns_of_a_target_add_to_the_global_ones_and_include_patterns_replace_them() {
        Policy global = policy(null, null, users("admin"), users("a*"));
        Policy target = new PolicySettings(
                        null, null, null, null, null, null, null, null, null, null, users("dba"), users("b*"), null)
                .mergedWith(global);
        assertThat(target.exclude().firstMatch(session(1).user("admin").build()))
                .isPresent();
        assertThat(target.exclude().firstMatch(session(1).user("dba").build())).isPresent();
        assertThat(target.include().firstMismatch(session(1).user("ab").build()))
                .isPresent();
        assertThat(target.include().firstMismatch(session(1).user("bb").build()))
                .isEmpty();
    }

    @Test
    void a_shorter_age_also_shortens_the_dependent_settings() {
        Policy policy = policy(
                emergency(Duration.ofSeconds(4), null, null, null, null, null, null, null, null, null),
                new StuckTransactionsSettings(Duration.ofSeconds(3), null, null),
                null,
                null);
        assertThat(policy.emergency().nextIdleFor()).isEqualTo(Duration.ofSeconds(4));
        assertThat(policy.stuckTransactions().idleFor()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_longer_age_leaves_the_dependent_settings_unchanged() {
        Policy policy = policy(
                emergency(Duration.ofHours(1), null, null, null, null, null, null, null, null, null),
                new StuckTransactionsSettings(Duration.ofHours(1), null, null),
                null,
                null);
        assertThat(policy.emergency().nextIdleFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy.stuckTransactions().idleFor()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrong")
    void an_invalid_value_is_rejected_with_its_key(PolicySettings settings, String message) {
        assertThatThrownBy(() -> settings.mergedWith(Policy.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> wrong() {
        Duration tooLong = Duration.ofDays(366);
        return Stream.of(
                wrong(
                        emergency(Duration.ZERO, null, null, null, null, null, null, null, null, null),
                        "emergency.idle-for must be above 0 and at most 365 days, was PT0S"),
                wrong(
                        emergency(null, -1, null, null, null, null, null, null, null, null),
                        "emergency.max-terminations must be a whole number from 0 to 1000, was -1"),
                wrong(
                        emergency(null, null, tooLong, null, null, null, null, null, null, null),
                        "emergency.active-for must be above 0 and at most 365 days, was PT8784H"),
                wrong(
                        emergency(null, null, null, 1001, null, null, null, null, null, null),
                        "emergency.max-cancels must be a whole number from 0 to 1000, was 1001"),
                wrong(
                        emergency(null, null, null, null, Duration.ofSeconds(-1), null, null, null, null, null),
                        "emergency.stuck-for must be above 0 and at most 365 days, was PT-1S"),
                wrong(
                        emergency(null, null, null, null, null, 1001, null, null, null, null),
                        "emergency.max-stuck must be a whole number from 0 to 1000, was 1001"),
                wrong(
                        emergency(null, null, null, null, null, null, 100.5, null, null, null),
                        "emergency.relief-percentage must be above 0 and at most 100, was 100.5"),
                wrong(
                        emergency(null, null, null, null, null, null, null, 0, null, null),
                        "emergency.max-steps must be a whole number from 1 to 10, was 0"),
                wrong(
                        emergency(null, null, null, null, null, null, null, null, Duration.ofMinutes(6), null),
                        "emergency.next-idle-for must be at most idle-for (PT5M), was PT6M"),
                wrong(
                        emergency(null, null, null, null, null, null, null, null, Duration.ZERO, null),
                        "emergency.next-idle-for must be above 0 and at most 365 days, was PT0S"),
                wrong(
                        emergency(null, null, null, null, null, null, null, null, null, -1),
                        "emergency.next-max-terminations must be a whole number from 0 to 1000, was -1"),
                wrongIdle(
                        new IdleCleanupSettings(Duration.ZERO, null),
                        "zombie-cleanup.idle-for must be above 0 and at most 365 days, was PT0S"),
                wrongIdle(
                        new IdleCleanupSettings(null, 1001),
                        "zombie-cleanup.max-terminations must be a whole number from 0 to 1000, was 1001"),
                wrong(
                        new StuckTransactionsSettings(Duration.ZERO, null, null),
                        "stuck-transactions.older-than must be above 0 and at most 365 days, was PT0S"),
                wrong(
                        new StuckTransactionsSettings(null, Duration.ofMinutes(6), null),
                        "stuck-transactions.idle-for must be from 0 s to older-than (PT5M), was PT6M"),
                wrong(
                        new StuckTransactionsSettings(null, null, -1),
                        "stuck-transactions.max-terminations must be a whole number from 0 to 1000, was -1"),
                wrong(
                        new CooldownSettings(Duration.ofSeconds(-1), null),
                        "cooldown.standard must be from 0 s to 24 h, was PT-1S"),
                wrong(
                        new CooldownSettings(null, Duration.ofHours(25)),
                        "cooldown.emergency must be from 0 s to 24 h, was PT25H"),
                wrong(
                        new BudgetSettings(0.0, null),
                        "budget.sessions-percentage must be above 0 and at most 100, was 0.0"),
                wrong(
                        new BudgetSettings(Double.NaN, null),
                        "budget.sessions-percentage must be above 0 and at most 100, was NaN"),
                wrong(
                        new BudgetSettings(null, 100_001),
                        "budget.terminations-per-hour must be a whole number from 0 to 100000, was 100001"),
                wrongFilters(
                        new SessionFilterSettings(null, List.of("a\\"), null, null),
                        null,
                        "exclude.applications must not end in a backslash that escapes nothing, was 'a\\'"),
                wrongFilters(
                        null,
                        new SessionFilterSettings(null, null, null, List.of("db.example.org")),
                        "include.client-addresses must be an address such as 10.0.0.7, a network such as 10.0.0.0/8, or"
                                + " 'local', was 'db.example.org'"),
                wrongFilters(
                        null,
                        users(),
                        "include.users must name at least one pattern; leave it out to restrict nothing, was empty"),
                Arguments.of(
                        new PolicySettings(
                                null,
                                null,
                                null,
                                Duration.ofSeconds(29),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null),
                        "health-max-age must be from 30 s to 1 h, was PT29S"),
                Arguments.of(
                        new PolicySettings(
                                null, null, null, null, null, null, null, null, null, null, null, null, 1001),
                        "survivors-per-application must be a whole number from 0 to 1000, was 1001"));
    }

    private static Policy policy(
            EmergencySettings emergency,
            StuckTransactionsSettings stuck,
            SessionFilterSettings protect,
            SessionFilterSettings only) {
        return new PolicySettings(null, null, null, null, emergency, null, null, stuck, null, null, protect, only, null)
                .mergedWith(Policy.standard());
    }

    private static Arguments wrong(EmergencySettings block, String message) {
        return Arguments.of(
                new PolicySettings(null, null, null, null, block, null, null, null, null, null, null, null, null),
                message);
    }

    private static Arguments wrongIdle(IdleCleanupSettings block, String message) {
        return Arguments.of(
                new PolicySettings(null, null, null, null, null, block, null, null, null, null, null, null, null),
                message);
    }

    private static Arguments wrong(StuckTransactionsSettings block, String message) {
        return Arguments.of(
                new PolicySettings(null, null, null, null, null, null, null, block, null, null, null, null, null),
                message);
    }

    private static Arguments wrong(CooldownSettings block, String message) {
        return Arguments.of(
                new PolicySettings(null, null, null, null, null, null, null, null, block, null, null, null, null),
                message);
    }

    private static Arguments wrong(BudgetSettings block, String message) {
        return Arguments.of(
                new PolicySettings(null, null, null, null, null, null, null, null, null, block, null, null, null),
                message);
    }

    private static Arguments wrongFilters(SessionFilterSettings protect, SessionFilterSettings only, String message) {
        return Arguments.of(
                new PolicySettings(null, null, null, null, null, null, null, null, null, null, protect, only, null),
                message);
    }

    private static SessionFilterSettings users(String... patterns) {
        return new SessionFilterSettings(List.of(patterns), null, null, null);
    }

    private static EmergencySettings emergency(
            Duration idleFor,
            Integer maxTerminations,
            Duration activeFor,
            Integer maxCancels,
            Duration stuckFor,
            Integer maxStuck,
            Double relief,
            Integer rungs,
            Duration nextIdleFor,
            Integer nextMax) {
        return new EmergencySettings(
                idleFor,
                maxTerminations,
                activeFor,
                maxCancels,
                stuckFor,
                maxStuck,
                relief,
                rungs,
                nextIdleFor,
                nextMax);
    }
}
