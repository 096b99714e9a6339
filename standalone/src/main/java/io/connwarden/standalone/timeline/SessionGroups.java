package io.connwarden.standalone.timeline;

import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.standalone.terminal.Columns;
import io.connwarden.standalone.terminal.PrintableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions grouped by outcome and application. */
final class SessionGroups {
    private static final int MAX_NAME_LENGTH = 30;
    private static final int MAX_REASON_LENGTH = 110;

    private final Map<SessionOutcome, Map<String, List<SessionReport>>> groups = new EnumMap<>(SessionOutcome.class);

    private SessionGroups() {}

    static SessionGroups of(List<SessionReport> sessions) {
        SessionGroups groups = new SessionGroups();
        for (SessionReport session : sessions) {
            groups.groups
                    .computeIfAbsent(session.outcome(), outcome -> new LinkedHashMap<>())
                    .computeIfAbsent(name(session.application()), name -> new ArrayList<>())
                    .add(session);
        }
        return groups;
    }

    /** Returns one line per group, in the order of the outcomes, the largest application first. */
    List<String> lines() {
        Columns columns = Columns.aligned("lrll");
        groups.forEach((outcome, applications) -> applications.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .forEach(entry -> columns.row(
                        outcome.toString(),
                        Integer.toString(entry.getValue().size()),
                        entry.getKey(),
                        PrintableText.of(entry.getValue().get(0).reason(), MAX_REASON_LENGTH))));
        return columns.lines();
    }

    private static String name(@Nullable String application) {
        return application == null || application.isBlank() ? "(none)" : PrintableText.of(application, MAX_NAME_LENGTH);
    }
}
