package io.connwarden.client.lent;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A callable statement as a query sees it. Rare enough to be a proxy. */
final class LentCall implements InvocationHandler {
    private static final Proxies<CallableStatement> CALLS = new Proxies<>(CallableStatement.class);

    /** What the statement that is seen does itself. */
    private static final Set<String> SEEN = Set.of("getConnection", "unwrap", "executeBatch", "executeLargeBatch");

    private final String sql;
    private final CallableStatement target;
    private final LentStatement seen;

    private LentCall(String sql, CallableStatement target, LentStatement seen) {
        this.sql = sql;
        this.target = target;
        this.seen = seen;
    }

    static CallableStatement of(
            String sql, CallableStatement target, LentConnection connection, @Nullable StatementCount count) {
        return CALLS.of(new LentCall(sql, target, new LentStatement(target, connection, count)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        String name = method.getName();
        boolean hasText = arguments != null && arguments[0] instanceof String;
        if (SEEN.contains(name) || (runs(name) && hasText)) {
            return Proxies.call(seen, method, arguments);
        }
        return runs(name)
                ? seen.run(sql, () -> Optional.ofNullable(Proxies.call(target, method, arguments)))
                        .orElse(null)
                : Proxies.call(target, method, arguments);
    }

    private static boolean runs(String name) {
        return name.startsWith("execute");
    }
}
