package io.connwarden.client.lane;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a query sees it when its statements must be accounted for: counts what is handed to the server, and
 * keeps transactions in the router's hand where they are its business.
 */
final class LentConnection implements InvocationHandler {
    private static final Proxies<Connection> CONNECTIONS = new Proxies<>(Connection.class);
    private static final Proxies<Statement> STATEMENTS = new Proxies<>(Statement.class);
    private static final Proxies<PreparedStatement> PREPARED = new Proxies<>(PreparedStatement.class);
    private static final Proxies<CallableStatement> CALLABLE = new Proxies<>(CallableStatement.class);

    private final Connection connection;
    private final boolean inTransaction;
    private final AtomicInteger statementsBegun = new AtomicInteger();
    private final Connection seen;

    LentConnection(Connection connection, boolean inTransaction) {
        this.connection = connection;
        this.inTransaction = inTransaction;
        this.seen = CONNECTIONS.of(this);
    }

    /** What the query is given. */
    Connection seen() {
        return seen;
    }

    int statementsBegun() {
        return statementsBegun.get();
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "close" -> {
                return null;
            }
            case "commit", "rollback", "setAutoCommit", "abort" -> refuseInTransaction(method, arguments);
            // What is done with the driver's own connection is out of sight.
            case "unwrap" -> statementsBegun.incrementAndGet();
            default -> {}
        }
        Object answer = call(connection, method, arguments);
        return answer instanceof Statement statement ? counted(statement, method.getReturnType()) : answer;
    }

    private void refuseInTransaction(Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
        boolean toSavepoint = arguments != null && method.getName().equals("rollback");
        if (inTransaction && !toSavepoint) {
            throw new SQLException("Within executeTransaction the router begins, commits and rolls back: leave "
                    + method.getName() + "() away, and throw to roll back");
        }
    }

    private Object counted(Statement statement, Class<?> type) {
        InvocationHandler counting = (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                statementsBegun.incrementAndGet();
            }
            return method.getName().equals("getConnection") ? seen : call(statement, method, arguments);
        };
        if (type == CallableStatement.class) {
            return CALLABLE.of(counting);
        }
        return type == PreparedStatement.class ? PREPARED.of(counting) : STATEMENTS.of(counting);
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
