package io.connwarden.console.sessions;

import io.connwarden.contracts.message.SessionClass;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that a request selects. A null component selects all sessions, and an empty text those without a value.
 *
 * @param blocked true for sessions that wait for a lock of another session, false for the others
 * @param search text that a value of the session contains, regardless of case
 */
record SessionSelection(
        @Nullable String state,
        @Nullable String application,
        @Nullable String user,
        @Nullable String database,
        @Nullable SessionClass sessionClass,
        @Nullable Boolean blocked,
        @Nullable String search)
        implements Predicate<SessionItem> {

    static SessionSelection of(Parameters parameters) {
        return new SessionSelection(
                parameters.text("state"),
                parameters.text("application"),
                parameters.text("user"),
                parameters.text("database"),
                parameters.constant("class", SessionClass.class),
                parameters.flag("blocked"),
                parameters.text("q"));
    }

    @Override
    public boolean test(SessionItem session) {
        return isEqual(state, session.state())
                && isEqual(application, session.application())
                && isEqual(user, session.user())
                && isEqual(database, session.database())
                && (sessionClass == null || sessionClass == session.sessionClass())
                && (blocked == null || blocked == !session.waitsFor().isEmpty())
                && (search == null || contains(search.toLowerCase(Locale.ROOT), session));
    }

    private static boolean isEqual(@Nullable String wanted, @Nullable String value) {
        return wanted == null || wanted.equals(Objects.requireNonNullElse(value, ""));
    }

    private static boolean contains(String search, SessionItem session) {
        return Stream.of(
                        String.valueOf(session.pid()),
                        session.user(),
                        session.application(),
                        session.database(),
                        session.client(),
                        session.state(),
                        session.waitEventType(),
                        session.waitEvent())
                .anyMatch(
                        value -> value != null && value.toLowerCase(Locale.ROOT).contains(search));
    }
}
