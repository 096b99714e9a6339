package io.connwarden.standalone.report;

import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.DecisionReports.DecisionReport;
import io.connwarden.sql.store.DecisionReports.Fates;
import io.connwarden.sql.store.DecisionReports.RealActions;
import io.connwarden.sql.store.DecisionReports.RuleDecisions;
import io.connwarden.sql.store.DecisionReports.SessionGroup;
import io.connwarden.standalone.report.ReportConclusions.Conclusion;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Columns;
import io.connwarden.standalone.terminal.LineWrapper;
import io.connwarden.standalone.terminal.Terminal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables and conclusions of a report. */
final class ReportTable {
    private static final String INDENT = "  ";

    private final Terminal terminal;
    private final int width;

    /** @param width the columns of the terminal */
    ReportTable(Terminal terminal, int width) {
        this.terminal = terminal;
        this.width = width;
    }

    /** @param store the address of the log store */
    List<String> lines(DecisionReport report, String store) {
        List<String> lines = new ArrayList<>(heading(report, store));
        if (report.decisions().isEmpty() && report.groups().isEmpty()) {
            lines.add("");
            ReportGaps.explain(report).forEach(sentence -> lines.addAll(wrap(sentence, "")));
        } else {
            Map<RuleSignal, List<SessionGroup>> groups = RuleSignal.grouped(report);
            addTable(lines, "Sessions that would have ended", rules(report, groups), returnsOf(groups));
            groups.forEach((rule, ofRule) -> addGroups(lines, rule, ofRule));
            addConclusions(lines, ReportConclusions.of(report));
        }
        addActions(lines, report.actions());
        return lines;
    }

    private List<String> heading(DecisionReport report, String store) {
        String target = report.target() == null ? "all targets" : "target " + report.target();
        Duration period = Duration.between(report.since(), report.until());
        return wrap(
                terminal.colorize(Color.BOLD, "Report") + " on " + target + ", log store " + store + ", the last "
                        + Formats.duration(period) + " since " + report.since().truncatedTo(ChronoUnit.SECONDS),
                "");
    }

    private Columns rules(DecisionReport report, Map<RuleSignal, List<SessionGroup>> groups) {
        Map<String, Integer> decisions =
                report.decisions().stream().collect(Collectors.toMap(RuleDecisions::rule, RuleDecisions::decisions));
        Columns columns = Columns.aligned("lrrrrrrr")
                .row("rule", "sessions", "decisions", "active again", "ended", "plan", "unchanged", "unknown");
        Set<String> counted = new HashSet<>();
        groups.forEach((rule, ofRule) -> {
            Fates fates = RuleSignal.sum(ofRule);
            boolean isFirst = counted.add(rule.rule());
            columns.row(
                    width >= GroupColumns.WIDE ? rule.label() : rule.shortLabel(),
                    Integer.toString(fates.sessions()),
                    isFirst ? Integer.toString(decisions.getOrDefault(rule.rule(), 0)) : "",
                    rule.cancels() ? "-" : Integer.toString(fates.activeAgain()),
                    Integer.toString(fates.ended()),
                    Integer.toString(fates.approved()),
                    Integer.toString(fates.unchanged()),
                    Integer.toString(fates.unknown() + fates.reclaimed()));
        });
        return columns;
    }

    private static List<Boolean> returnsOf(Map<RuleSignal, List<SessionGroup>> groups) {
        return groups.values().stream()
                .map(ofRule -> RuleSignal.sum(ofRule).activeAgain() > 0)
                .toList();
    }

    private void addGroups(List<String> lines, RuleSignal rule, List<SessionGroup> groups) {
        GroupColumns columns = new GroupColumns(rule, width);
        List<SessionGroup> printed =
                groups.stream().limit(GroupColumns.MAX_ROWS).toList();
        addTable(
                lines,
                rule.label() + " by application and user",
                columns.of(printed),
                printed.stream().map(group -> group.fates().activeAgain() > 0).toList());
        if (printed.size() < groups.size()) {
            lines.add(Formats.count(groups.size() - printed.size(), "further row") + "; --format json prints all");
        }
    }

    /** @param marked one element per row: true if it asks for attention */
    private void addTable(List<String> lines, String title, Columns columns, List<Boolean> marked) {
        lines.add("");
        lines.add(terminal.colorize(Color.BOLD, title));
        List<String> rows = columns.lines();
        lines.add(terminal.colorize(Color.DIM, rows.get(0)));
        for (int i = 1; i < rows.size(); i++) {
            lines.add(terminal.colorize(marked.get(i - 1) ? Color.YELLOW : Color.PLAIN, rows.get(i)));
        }
    }

    private void addConclusions(List<String> lines, List<Conclusion> conclusions) {
        lines.add("");
        lines.add(terminal.colorize(Color.BOLD, "Conclusions"));
        for (Conclusion conclusion : conclusions) {
            lines.addAll(wrap("- " + conclusion.sentence() + " " + conclusion.advice(), INDENT));
            conclusion.setting().forEach(line -> lines.add(INDENT + INDENT + line));
        }
    }

    private void addActions(List<String> lines, List<RealActions> actions) {
        lines.add("");
        lines.add(terminal.colorize(Color.BOLD, "Real actions"));
        if (actions.isEmpty()) {
            lines.add("none in this period");
        }
        actions.forEach(each -> lines.addAll(wrap("- " + describe(each), INDENT)));
    }

    private static String describe(RealActions each) {
        String rule = RuleId.COMMAND.matches(each.rule()) ? "commands" : RuleId.describe(each.rule());
        return rule + ": " + Formats.count(each.actions(), "action") + ", "
                + Formats.count(each.terminated(), "session") + " terminated, "
                + Formats.count(each.cancelled(), "query") + " cancelled"
                + (each.failed() == 0
                        ? ""
                        : ", " + Formats.count(each.failed(), "session") + " on which the signal had no effect");
    }

    private List<String> wrap(String text, String indent) {
        List<String> parts = LineWrapper.wrap(text.strip(), width - indent.length());
        List<String> lines = new ArrayList<>();
        parts.forEach(part -> lines.add(lines.isEmpty() ? part : indent + part));
        return lines;
    }
}
