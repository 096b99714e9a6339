package io.connwarden.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.SignalKind;
import io.connwarden.sql.store.DecisionReports.Activity;
import io.connwarden.sql.store.DecisionReports.DecisionReport;
import io.connwarden.sql.store.DecisionReports.Fates;
import io.connwarden.sql.store.DecisionReports.RealActions;
import io.connwarden.sql.store.DecisionReports.Returned;
import io.connwarden.sql.store.DecisionReports.RuleDecisions;
import io.connwarden.sql.store.DecisionReports.SessionGroup;
import io.connwarden.standalone.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTableTest {
    private static final Instant UNTIL = Instant.parse("2030-01-08T10:00:00.123456Z");
    private static final Instant SINCE = UNTIL.minus(Duration.ofDays(7));
    private static final Activity RUNNING =
            new Activity(List.of("connwarden", "orders-db"), UNTIL, SINCE.minusSeconds(60), 20_160, 0, null);

    @Test
    void a_report_shows_rules_applications_conclusions_and_real_actions() throws IOException {
        assertThat(lines(example(), 120)).containsExactlyElementsOf(golden("report-wide.txt"));
    }

    @Test
    void a_narrow_terminal_has_shorter_lines_with_the_same_conclusions() throws IOException {
        assertThat(lines(example(), 80))
                .containsExactlyElementsOf(golden("report-narrow.txt"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void rows_with_sessions_in_use_are_colored() {
        Terminal colored = new Terminal(new PrintStream(OutputStream.nullOutputStream()), true, false);
        assertThat(new ReportTable(colored, 120).lines(example(), "store"))
                .filteredOn(line -> line.startsWith("\u001b[33m"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).containsAnyOf("R3 gentle cleanup", "billing"));
    }

    @Test
    void a_long_list_of_applications_is_cut_and_says_so() {
        List<SessionGroup> many = IntStream.range(0, 25)
                .mapToObj(i -> group("R3", "app-" + i, new Fates(1, 0, 0, 0, 0, 0), 60))
                .toList();
        DecisionReport report = new DecisionReport(
                SINCE, UNTIL, null, List.of(new RuleDecisions("R3", 25, SINCE)), many, List.of(), RUNNING);
        assertThat(lines(report, 120))
                .contains("5 further rows; --format json prints all")
                .anySatisfy(line -> assertThat(line).contains("app-19"))
                .noneSatisfy(line -> assertThat(line).startsWith("app-20"));
        assertThat(ReportConclusions.of(report).get(0).sentence())
                .isEqualTo("R3 would have ended 25 sessions: 1 of application 'app-0' active again after 1 min, 1 of"
                        + " application 'app-1' active again after 1 min, 1 of application 'app-2' active again after"
                        + " 1 min, 22 of other applications active again.");
    }

    @Test
    void names_of_applications_are_printable_and_quoted_for_yaml() {
        SessionGroup odd = group("R3", "it's\u001b[2J", new Fates(1, 0, 0, 0, 0, 0), 60);
        DecisionReport report = new DecisionReport(SINCE, UNTIL, null, List.of(), List.of(odd), List.of(), RUNNING);
        assertThat(lines(report, 120))
                .noneSatisfy(line -> assertThat(line).contains("\u001b"))
                .anySatisfy(line -> assertThat(line).contains("applications: ['it''s?[2J']"));
    }

    @Test
    void a_rule_without_sessions_in_use_may_act_and_unknown_fates_need_a_running_actuator() {
        assertThat(conclusion(new Fates(0, 3, 2, 0, 0, 0)))
                .isEqualTo("R2 would have ended 5 sessions; none was seen in use again. To let R2 act on every"
                        + " target (--target reports on one of them): [connwarden.policy.modes.r2: act]");
        assertThat(conclusion(new Fates(0, 3, 2, 1, 1, 0)))
                .startsWith("R2 would have ended 7 sessions; none was seen in use again, and the fate of 2 is"
                        + " unknown.");
        assertThat(conclusion(new Fates(0, 0, 0, 4, 0, 0)))
                .startsWith("R2 would have ended 4 sessions; their fate is unknown. Repeat the report");
    }

    @Test
    void a_rule_is_not_recommended_after_less_than_a_day() {
        assertThat(conclusion(new Fates(0, 3, 2, 0, 0, 0), Duration.ofSeconds(40)))
                .isEqualTo("R2 would have ended 5 sessions; none was seen in use again. Observed for 40 s, which is too"
                        + " short for a recommendation; at least 1 d are required. []");
        assertThat(conclusion(new Fates(0, 3, 2, 0, 0, 0), ReportConclusions.MIN_OBSERVATION.minusSeconds(1)))
                .contains("too short");
    }

    @Test
    void sessions_that_an_approved_plan_has_ended_are_counted_apart() {
        assertThat(conclusion(new Fates(0, 0, 0, 0, 0, 4)))
                .startsWith("R2 would have ended 4 sessions; none was seen in use again, 4 ended by an approved plan."
                        + " To let R2 act");
        assertThat(conclusion(new Fates(0, 1, 0, 2, 0, 4))).contains("4 ended by an approved plan, and the fate of 2");
    }

    @Test
    void an_empty_period_is_explained() {
        assertThat(gaps(new Activity(List.of(), null, null, 0, 0, null)))
                .last()
                .asString()
                .contains("No actuator has checked a target in this log store");
        assertThat(gaps(new Activity(List.of("orders-db"), UNTIL.minusSeconds(3_600), SINCE, 5, 0, null)))
                .containsExactly(
                        "No automatic action was a dry run in this period.",
                        "No actuator is running: the last check was at 2030-01-08T09:00:00Z.",
                        "5 health events arrived, and none of them was a reason to evaluate the rules.");
        assertThat(gaps(new Activity(List.of("orders-db"), UNTIL, UNTIL.minusSeconds(60), 0, 0, null)))
                .contains("The actuators have been running without a gap since 2030-01-08T09:59:00Z only.")
                .contains("No health event arrived in this period. Check that the monitor is running.");
        assertThat(gaps(new Activity(List.of("orders-db"), UNTIL, SINCE, 9, 2, "no candidate is left")))
                .last()
                .isEqualTo("9 health events arrived, and the rules were evaluated on 2 of them. The last reason was 'no"
                        + " candidate is left'.");
    }

    private static List<String> gaps(Activity activity) {
        return ReportGaps.explain(new DecisionReport(SINCE, UNTIL, null, List.of(), List.of(), List.of(), activity));
    }

    private static String conclusion(Fates fates) {
        return conclusion(fates, ReportConclusions.MIN_OBSERVATION);
    }

    private static String conclusion(Fates fates, Duration observed) {
        SessionGroup group =
                new SessionGroup("R2", SignalKind.TERMINATE, "web", "shop", fates, Duration.ofHours(1), null);
        ReportConclusions.Conclusion conclusion = ReportConclusions.of(new DecisionReport(
                        SINCE,
                        UNTIL,
                        null,
                        List.of(new RuleDecisions("R2", 5, UNTIL.minus(observed))),
                        List.of(group),
                        List.of(),
                        RUNNING))
                .get(0);
        return conclusion.sentence() + " " + conclusion.advice() + " " + conclusion.setting();
    }

    private static List<String> lines(DecisionReport report, int width) {
        Terminal plain = new Terminal(new PrintStream(OutputStream.nullOutputStream()), false, false);
        return new ReportTable(plain, width).lines(report, "127.0.0.1:25433/connwarden");
    }

    private static DecisionReport example() {
        return new DecisionReport(
                SINCE,
                UNTIL,
                "orders-db",
                List.of(new RuleDecisions("R1", 9, SINCE), new RuleDecisions("R3", 120, SINCE)),
                List.of(
                        new SessionGroup(
                                "R1",
                                SignalKind.TERMINATE,
                                null,
                                "shop",
                                new Fates(0, 2, 1, 1, 1, 0),
                                Duration.ofHours(30),
                                null),
                        new SessionGroup(
                                "R1",
                                SignalKind.CANCEL,
                                "reporting",
                                "analyst",
                                new Fates(0, 4, 1, 0, 0, 0),
                                Duration.ofMinutes(14),
                                new Returned(Duration.ofMinutes(2), Duration.ofSeconds(9))),
                        group("R3", "billing", new Fates(1, 0, 0, 0, 0, 0), 720),
                        new SessionGroup(
                                "R3",
                                SignalKind.TERMINATE,
                                "checkout-service-of-the-shop",
                                "checkout_owner",
                                new Fates(0, 30, 2, 0, 0, 8),
                                Duration.ofDays(3),
                                null)),
                List.of(new RealActions("R2", 3, 12, 0, 1), new RealActions("COMMAND", 1, 1, 0, 0)),
                RUNNING);
    }

    private static SessionGroup group(String rule, String application, Fates fates, int seconds) {
        Duration after = Duration.ofSeconds(seconds);
        return new SessionGroup(
                rule,
                SignalKind.TERMINATE,
                application,
                "app",
                fates,
                Duration.ofMinutes(32),
                new Returned(after, after));
    }

    private static List<String> golden(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(ReportTableTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
