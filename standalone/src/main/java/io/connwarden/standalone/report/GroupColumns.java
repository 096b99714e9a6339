package io.connwarden.standalone.report;

import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.DecisionReports.Fates;
import io.connwarden.sql.store.DecisionReports.Returned;
import io.connwarden.sql.store.DecisionReports.SessionGroup;
import io.connwarden.standalone.terminal.Columns;
import io.connwarden.standalone.terminal.PrintableText;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of one rule by application and user. A narrow terminal has shorter names and fewer columns. */
final class GroupColumns {
    static final int MAX_ROWS = 20;
    /** The columns of a terminal from which the wide rows fit. */
    static final int WIDE = 120;

    private final RuleSignal rule;
    private final boolean wide;

    GroupColumns(RuleSignal rule, int width) {
        this.rule = rule;
        this.wide = width >= WIDE;
    }

    Columns of(List<SessionGroup> groups) {
        return wide ? wide(groups) : narrow(groups);
    }

    private Columns wide(List<SessionGroup> groups) {
        Columns columns = Columns.aligned("llrrrrrrrrr")
                .row(
                        "application",
                        "user",
                        rule.cancels() ? "queries" : "sessions",
                        longestHeading(),
                        "active again",
                        "median",
                        "shortest",
                        "ended",
                        "plan",
                        "unchanged",
                        "unknown");
        for (SessionGroup group : groups) {
            Fates fates = group.fates();
            columns.row(
                    name(group.application(), 14),
                    name(group.user(), 10),
                    Integer.toString(fates.sessions()),
                    Formats.duration(group.longest()),
                    activeAgain(fates),
                    time(group.returned(), Returned::median),
                    time(group.returned(), Returned::shortest),
                    Integer.toString(fates.ended()),
                    Integer.toString(fates.approved()),
                    Integer.toString(fates.unchanged()),
                    Integer.toString(fates.unknown() + fates.reclaimed()));
        }
        return columns;
    }

    private Columns narrow(List<SessionGroup> groups) {
        Columns columns = Columns.aligned("llrrrr")
                .row(
                        "application",
                        "user",
                        rule.cancels() ? "queries" : "sessions",
                        longestHeading(),
                        "active again",
                        "median");
        for (SessionGroup group : groups) {
            columns.row(
                    name(group.application(), 14),
                    name(group.user(), 9),
                    Integer.toString(group.fates().sessions()),
                    Formats.duration(group.longest()),
                    activeAgain(group.fates()),
                    time(group.returned(), Returned::median));
        }
        return columns;
    }

    private String longestHeading() {
        return rule.cancels() ? "longest run" : "oldest idle";
    }

    private String activeAgain(Fates fates) {
        return rule.cancels() ? "-" : Integer.toString(fates.activeAgain());
    }

    private static String time(@Nullable Returned returned, Function<Returned, Duration> part) {
        return returned == null ? "-" : Formats.duration(part.apply(returned));
    }

    private static String name(@Nullable String name, int maxLength) {
        return name == null || name.isBlank() ? "(none)" : PrintableText.of(name, maxLength);
    }
}
