package io.connwarden.standalone.timeline;

import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.value.Formats;
import io.connwarden.standalone.terminal.Columns;
import io.connwarden.standalone.terminal.PrintableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sessions grouped by outcome, application and kind of reason. Reasons of one kind differ in numbers only. */
final class SessionGroups {
    private static final int MAX_NAME_LENGTH = 30;
    private static final int MAX_REASON_LENGTH = 1_000;
    private static final int MAX_ROWS = 40;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** The outcomes of selected sessions. They are printed before those of spared sessions. */
    private static final Set<SessionOutcome> SELECTED = EnumSet.of(
            SessionOutcome.TERMINATED,
            SessionOutcome.CANCELLED,
            SessionOutcome.WOULD_TERMINATE,
            SessionOutcome.WOULD_CANCEL,
            SessionOutcome.UNRESPONSIVE,
            SessionOutcome.DENIED,
            SessionOutcome.FAILED);

    private static final Comparator<Map.Entry<Group, List<SessionReport>>> ORDER = Comparator.comparing(
                    (Map.Entry<Group, List<SessionReport>> entry) -> !SELECTED.contains(entry.getKey().outcome))
            .thenComparing(entry -> entry.getKey().outcome)
            .thenComparing(entry -> -entry.getValue().size());

    private final Map<Group, List<SessionReport>> groups = new LinkedHashMap<>();

    private SessionGroups() {}

    /**
     * The key of a group.
     *
     * @param reason the reason with each number replaced by 0
     */
    private record Group(SessionOutcome outcome, String application, String reason) {}

    static SessionGroups of(List<SessionReport> sessions) {
        SessionGroups groups = new SessionGroups();
        for (SessionReport session : sessions) {
            Group group = new Group(
                    session.outcome(),
                    name(session.application()),
                    NUMBER.matcher(session.reason()).replaceAll("0"));
            groups.groups.computeIfAbsent(group, key -> new ArrayList<>()).add(session);
        }
        return groups;
    }

    /** Returns one line per group with its first reason: selected sessions first, then the largest group. */
    List<String> lines() {
        Columns columns = Columns.aligned("lrll");
        groups.entrySet().stream()
                .sorted(ORDER)
                .limit(MAX_ROWS)
                .forEach(entry -> columns.row(
                        entry.getKey().outcome.toString(),
                        Integer.toString(entry.getValue().size()),
                        entry.getKey().application,
                        PrintableText.of(entry.getValue().get(0).reason(), MAX_REASON_LENGTH)));
        List<String> lines = new ArrayList<>(columns.lines());
        if (groups.size() > MAX_ROWS) {
            lines.add(Formats.count(groups.size() - MAX_ROWS, "further group") + "; the result contains all sessions");
        }
        return lines;
    }

    private static String name(@Nullable String application) {
        return application == null || application.isBlank() ? "(none)" : PrintableText.of(application, MAX_NAME_LENGTH);
    }
}
