package io.connwarden.client.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A callable statement as a query sees it. Rare enough to be a proxy. */
final class LeasedCallableStatement implements InvocationHandler {
    private static final ProxyFactory<CallableStatement> PROXIES = new ProxyFactory<>(CallableStatement.class);

    /** What the statement that is seen does itself. */
    private static final Set<String> HANDLED_BY_STATEMENT =
            Set.of("getConnection", "unwrap", "executeBatch", "executeLargeBatch");

    private final String sql;
    private final CallableStatement target;
    private final LeasedStatement leased;

    private LeasedCallableStatement(String sql, CallableStatement target, LeasedStatement leased) {
        this.sql = sql;
        this.target = target;
        this.leased = leased;
    }

    static CallableStatement of(
            String sql, CallableStatement target, LeasedConnection connection, @Nullable CommitCounter commits) {
        return PROXIES.create(
                new LeasedCallableStatement(sql, target, new LeasedStatement(target, connection, commits)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        String name = method.getName();
        boolean hasText = arguments != null && arguments[0] instanceof String;
        if (HANDLED_BY_STATEMENT.contains(name) || (isExecute(name) && hasText)) {
            return ProxyFactory.invoke(leased, method, arguments);
        }
        return isExecute(name)
                ? leased.track(sql, () -> Optional.ofNullable(ProxyFactory.invoke(target, method, arguments)))
                        .orElse(null)
                : ProxyFactory.invoke(target, method, arguments);
    }

    private static boolean isExecute(String name) {
        return name.startsWith("execute");
    }
}
