package io.connwarden.standalone.report;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.DecisionReports.DecisionReport;
import io.connwarden.sql.store.DecisionReports.Fates;
import io.connwarden.sql.store.DecisionReports.Returned;
import io.connwarden.sql.store.DecisionReports.RuleDecisions;
import io.connwarden.sql.store.DecisionReports.SessionGroup;
import io.connwarden.standalone.terminal.PrintableText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The conclusions of a report: per rule one sentence, and the setting that follows. */
final class ReportConclusions {
    private static final int MAX_NAMED = 3;
    private static final int MAX_OVERRIDDEN = 10;
    /** The longest application_name that PostgreSQL accepts, in bytes. */
    private static final int MAX_NAME_LENGTH = 63;

    /** The observation from which a rule may be recommended to act. Most applications have a rhythm of one day. */
    static final Duration MIN_OBSERVATION = Duration.ofHours(24);

    private ReportConclusions() {}

    /**
     * A conclusion on the sessions, or on the queries, of one rule.
     *
     * @param advice one sentence; empty if nothing follows
     * @param setting lines of a configuration file; empty if the advice has none
     */
    record Conclusion(String rule, String sentence, String advice, List<String> setting) {
        Conclusion {
            setting = List.copyOf(setting);
        }
    }

    static List<Conclusion> of(DecisionReport report) {
        return RuleSignal.grouped(report).entrySet().stream()
                .map(each -> each.getKey().kind() == SignalKind.CANCEL
                        ? ofQueries(each.getKey().rule(), each.getValue())
                        : ofSessions(each.getKey().rule(), each.getValue(), report))
                .toList();
    }

    private static Conclusion ofSessions(String rule, List<SessionGroup> groups, DecisionReport report) {
        Fates fates = RuleSignal.sum(groups);
        String begin = rule + " would have ended " + Formats.count(fates.sessions(), "session");
        int unused = fates.ended() + fates.unchanged();
        int unknown = fates.unknown() + fates.reclaimed();
        if (fates.activeAgain() > 0) {
            List<String> parts = new ArrayList<>();
            add(parts, unused, "not used again");
            parts.addAll(returns(groups));
            add(parts, fates.approved(), "ended by an approved plan");
            add(parts, unknown, "of unknown fate");
            return new Conclusion(
                    rule,
                    begin + ": " + String.join(", ", parts) + ".",
                    "Before " + rule + " acts, leave these applications in mode watch, or set a longer idle time:",
                    RecommendedSetting.watch(rule, returnedApplications(groups), report.target()));
        }
        if (unused + fates.approved() == 0) {
            return new Conclusion(
                    rule,
                    begin + "; their fate is unknown.",
                    "Repeat the report while an actuator is running, which observes the sessions once a minute.",
                    List.of());
        }
        String approved = fates.approved() == 0 ? "" : ", " + fates.approved() + " ended by an approved plan";
        String rest = unknown == 0 ? "" : ", and the fate of " + unknown + " is unknown";
        return recommendation(rule, begin + "; none was seen in use again" + approved + rest + ".", report);
    }

    private static Conclusion recommendation(String rule, String sentence, DecisionReport report) {
        Duration observed = observedFor(rule, report);
        if (observed.compareTo(MIN_OBSERVATION) < 0) {
            return new Conclusion(
                    rule,
                    sentence,
                    "Observed for " + Formats.duration(observed)
                            + ", which is too short for a recommendation; at least " + Formats.duration(MIN_OBSERVATION)
                            + " are required.",
                    List.of());
        }
        String target = report.target();
        return new Conclusion(
                rule,
                sentence,
                target == null
                        ? "To let " + rule + " act on every target (--target reports on one of them):"
                        : "To let " + rule + " act on this target:",
                RecommendedSetting.act(rule, target));
    }

    /** Returns the time from the first decision of a rule to the last check of an actuator; 0 if one is unknown. */
    private static Duration observedFor(String rule, DecisionReport report) {
        Instant last = report.activity().lastCheckedAt();
        return report.decisions().stream()
                .filter(each -> each.rule().equals(rule))
                .map(RuleDecisions::observedSince)
                .filter(Objects::nonNull)
                .filter(since -> last != null && last.isAfter(since))
                .map(since -> Duration.between(since, last))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private static Conclusion ofQueries(String rule, List<SessionGroup> groups) {
        Fates fates = RuleSignal.sum(groups);
        List<String> parts = new ArrayList<>();
        add(parts, fates.ended(), "ended without a signal" + halfWithin(groups));
        add(parts, fates.unchanged(), "still running when last seen");
        add(parts, fates.approved(), "cancelled by an approved plan");
        add(parts, fates.unknown() + fates.reclaimed(), "of unknown fate");
        return new Conclusion(
                rule,
                rule + " would have cancelled " + Formats.count(fates.sessions(), "query") + ": "
                        + String.join(", ", parts) + ".",
                fates.ended() == 0 ? "" : "The work of the queries that ended without a signal would have been lost.",
                List.of());
    }

    private static String halfWithin(List<SessionGroup> groups) {
        Returned first = groups.size() == 1 ? groups.get(0).returned() : null;
        return first == null ? "" : " (half of them within " + Formats.duration(first.median()) + ")";
    }

    private static void add(List<String> parts, int count, String text) {
        if (count > 0) {
            parts.add(count + " " + text);
        }
    }

    /** Returns the applications with sessions that were active again, those with most such sessions first. */
    private static List<String> returns(List<SessionGroup> groups) {
        List<SessionGroup> returned = withReturns(groups);
        List<String> parts = new ArrayList<>(returned.stream()
                .limit(MAX_NAMED)
                .map(ReportConclusions::describeReturn)
                .toList());
        int others = returned.stream()
                .skip(MAX_NAMED)
                .mapToInt(group -> group.fates().activeAgain())
                .sum();
        add(parts, others, "of other applications active again");
        return parts;
    }

    private static String describeReturn(SessionGroup group) {
        int count = group.fates().activeAgain();
        Returned times = Objects.requireNonNull(group.returned());
        String after = count == 1
                ? " after " + Formats.duration(times.shortest())
                : " (the first after " + Formats.duration(times.shortest()) + ", half of them within "
                        + Formats.duration(times.median()) + ")";
        return count + " of application " + quoted(group.application()) + " active again" + after;
    }

    private static List<SessionGroup> withReturns(List<SessionGroup> groups) {
        return groups.stream().filter(group -> group.returned() != null).toList();
    }

    private static List<String> returnedApplications(List<SessionGroup> groups) {
        return withReturns(groups).stream()
                .map(group -> Objects.requireNonNullElse(group.application(), ""))
                .distinct()
                .limit(MAX_OVERRIDDEN)
                .toList();
    }

    private static String quoted(@Nullable String name) {
        return "'" + PrintableText.of(name == null ? "" : name, MAX_NAME_LENGTH) + "'";
    }
}
