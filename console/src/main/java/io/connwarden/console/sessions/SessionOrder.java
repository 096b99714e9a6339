package io.connwarden.console.sessions;

import io.connwarden.console.web.ProblemException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The orders of sessions by a column. Sessions without a value come last in both directions. */
final class SessionOrder {
    static final String DEFAULT = "-transactionAgeSeconds";

    private static final Map<String, Function<Boolean, Comparator<SessionItem>>> COLUMNS = columns();

    private SessionOrder() {}

    /** @param sort the name of a column; with the prefix {@code -} in descending order; null for the default */
    static Comparator<SessionItem> of(@Nullable String sort) {
        String text = Objects.requireNonNullElse(sort, DEFAULT);
        boolean isDescending = text.startsWith("-");
        Function<Boolean, Comparator<SessionItem>> column = COLUMNS.get(isDescending ? text.substring(1) : text);
        if (column == null) {
            throw ProblemException.invalid(
                    "sort", "one of " + String.join(", ", COLUMNS.keySet()) + ", with '-' for descending order", text);
        }
        return column.apply(isDescending).thenComparingInt(SessionItem::pid);
    }

    private static Map<String, Function<Boolean, Comparator<SessionItem>>> columns() {
        Map<String, Function<Boolean, Comparator<SessionItem>>> columns = new LinkedHashMap<>();
        columns.put("pid", by(SessionItem::pid));
        columns.put("backendStart", by(SessionItem::backendStart));
        columns.put("user", by(SessionItem::user));
        columns.put("application", by(SessionItem::application));
        columns.put("database", by(SessionItem::database));
        columns.put("client", by(SessionItem::client));
        columns.put("state", by(SessionItem::state));
        columns.put("stateAgeSeconds", by(SessionItem::stateAgeSeconds));
        columns.put("transactionAgeSeconds", by(SessionItem::transactionAgeSeconds));
        columns.put("queryAgeSeconds", by(SessionItem::queryAgeSeconds));
        columns.put("sessionAgeSeconds", by(SessionItem::sessionAgeSeconds));
        columns.put("waitEventType", by(SessionItem::waitEventType));
        columns.put("waitEvent", by(SessionItem::waitEvent));
        columns.put("waitsFor", by(session -> session.waitsFor().size()));
        columns.put("blocks", by(SessionItem::blocks));
        columns.put("class", by(SessionItem::sessionClass));
        columns.put("guard", by(SessionItem::guard));
        return columns;
    }

    private static <T extends Comparable<? super T>> Function<Boolean, Comparator<SessionItem>> by(
            Function<SessionItem, @Nullable T> value) {
        return isDescending -> Comparator.comparing(
                value, Comparator.nullsLast(isDescending ? Comparator.<T>reverseOrder() : Comparator.naturalOrder()));
    }
}
