package io.connwarden.console.sessions;

import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one application in a snapshot. Times are in seconds, by the clock of the server.
 *
 * @param application the name that the clients set; empty without one
 * @param user the role of all these sessions; null if they have several roles
 * @param longestTransactionSeconds null without an open transaction
 * @param longestIdleSeconds the longest time since the end of a query of an idle session; null without one
 */
record ApplicationItem(
        String application,
        @Nullable String user,
        int total,
        int active,
        int idle,
        int idleInTransaction,
        int zombie,
        @Nullable Double longestTransactionSeconds,
        @Nullable Double longestIdleSeconds) {
    private static final Comparator<ApplicationItem> BY_TOTAL =
            Comparator.comparingInt(ApplicationItem::total).reversed().thenComparing(ApplicationItem::application);

    /** Returns the applications of a snapshot, that with most sessions first. */
    static List<ApplicationItem> allOf(SessionSnapshot snapshot) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        for (Row row : snapshot.rows()) {
            rows.computeIfAbsent(Objects.requireNonNullElse(row.application(), ""), name -> new ArrayList<>())
                    .add(row);
        }
        return rows.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), snapshot.serverTime()))
                .sorted(BY_TOTAL)
                .toList();
    }

    private static ApplicationItem of(String application, List<Row> rows, Instant serverTime) {
        return new ApplicationItem(
                application,
                commonUser(rows),
                rows.size(),
                count(rows, row -> "active".equals(row.state())),
                count(rows, ApplicationItem::isIdle),
                count(rows, row -> row.state() != null && row.state().startsWith("idle in transaction")),
                count(rows, row -> row.sessionClass() == SessionClass.ZOMBIE),
                longest(rows, Row::xactStart, serverTime),
                longest(rows.stream().filter(ApplicationItem::isIdle).toList(), Row::stateChange, serverTime));
    }

    private static boolean isIdle(Row row) {
        return "idle".equals(row.state());
    }

    private static int count(List<Row> rows, Predicate<Row> condition) {
        return (int) rows.stream().filter(condition).count();
    }

    private static @Nullable String commonUser(List<Row> rows) {
        String first = rows.get(0).user();
        return rows.stream().allMatch(row -> Objects.equals(first, row.user())) ? first : null;
    }

    private static @Nullable Double longest(
            List<Row> rows, Function<Row, @Nullable Instant> start, Instant serverTime) {
        return rows.stream()
                .map(start)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(since -> SessionItem.age(since, serverTime))
                .orElse(null);
    }
}
