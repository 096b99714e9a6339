package io.connwarden.console.api;

import io.connwarden.console.web.Cursors;
import io.connwarden.console.web.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page. A cursor contains the sort key of the last item before the page. Items that are added meanwhile
 * move no item to another page.
 *
 * @param after the sort key of the item before the page; null for the first page
 */
record PageRequest(int limit, @Nullable String after) {
    static final int MAX_LIMIT = 500;

    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    /**
     * Returns the request for a page of a list that is sorted by {@link TimeKey}.
     *
     * @throws ProblemException if a parameter is invalid
     */
    static PageRequest of(int limit, @Nullable String cursor) {
        return of(limit, cursor, TimeKey.FORM);
    }

    /**
     * Returns the request for a page of a list that is sorted by target.
     *
     * @throws ProblemException if a parameter is invalid
     */
    static PageRequest ofTargets(int limit, @Nullable String cursor) {
        return of(limit, cursor, TARGET);
    }

    private static PageRequest of(int limit, @Nullable String cursor, Pattern form) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit", "1 to " + MAX_LIMIT, limit);
        }
        return new PageRequest(
                limit, cursor == null ? null : Cursors.decode(cursor, form).group());
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
        String next = isLast ? null : Cursors.encode(key.apply(shown.get(limit - 1)));
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
