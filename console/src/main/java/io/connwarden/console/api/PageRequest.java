package io.connwarden.console.api;

import io.connwarden.console.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page. A cursor contains the sort key of the last item before the page. Items that are added meanwhile
 * move no item to another page.
 *
 * @param after the sort key of the item before the page; null for the first page
 */
record PageRequest(int limit, @Nullable String after) {
    static final int MAX_LIMIT = 500;

    /** @throws ProblemException if a parameter is invalid */
    static PageRequest of(int limit, @Nullable String cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit", "1 to " + MAX_LIMIT, limit);
        }
        return new PageRequest(limit, cursor == null ? null : decode(cursor));
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.invalid("cursor", "the nextCursor of an earlier response", cursor);
        }
    }

    /** Returns the page of the items in the order of their keys. Each key is unique. */
    <T, R> Page<R> select(List<T> items, Function<T, String> key, Comparator<String> order, Function<T, R> view) {
        List<T> page = items.stream()
                .filter(item -> after == null || order.compare(key.apply(item), after) > 0)
                .sorted(Comparator.comparing(key, order))
                .limit(limit + 1L)
                .toList();
        boolean isLast = page.size() <= limit;
        List<T> shown = isLast ? page : page.subList(0, limit);
        String next = isLast ? null : encode(key.apply(shown.get(limit - 1)));
        return new Page<>(shown.stream().map(view).toList(), next);
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
