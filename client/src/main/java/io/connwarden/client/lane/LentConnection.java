package io.connwarden.client.lane;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a query sees it. Closing it is left to the router, and within a transaction committing and rolling
 * back too; where it matters, what is handed to the server is counted.
 */
final class LentConnection implements InvocationHandler {
    private static final Proxies<Connection> CONNECTIONS = new Proxies<>(Connection.class);
    private static final Proxies<DatabaseMetaData> META_DATA = new Proxies<>(DatabaseMetaData.class);
    private static final Proxies<Statement> STATEMENTS = new Proxies<>(Statement.class);
    private static final Proxies<PreparedStatement> PREPARED = new Proxies<>(PreparedStatement.class);
    private static final Proxies<CallableStatement> CALLABLE = new Proxies<>(CallableStatement.class);

    private final Connection connection;
    private final boolean inTransaction;
    private final @Nullable StatementCount count;
    private final Connection seen;

    private LentConnection(Connection connection, boolean inTransaction, @Nullable StatementCount count) {
        this.connection = connection;
        this.inTransaction = inTransaction;
        this.count = count;
        this.seen = CONNECTIONS.of(this);
    }

    /** For a query that changes nothing. */
    static Connection plain(Connection connection) {
        return new LentConnection(connection, false, null).seen;
    }

    /** For a query whose statements stand alone and must be accounted for. */
    static Connection counted(Connection connection, StatementCount count) {
        return new LentConnection(connection, false, count).seen;
    }

    /** For a query within a transaction that is the router's to end. */
    static Connection inTransaction(Connection connection) {
        return new LentConnection(connection, true, new StatementCount()).seen;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "close" -> {
                return null;
            }
            case "commit", "rollback", "setAutoCommit", "abort" -> refuseInTransaction(method, arguments);
            default -> {}
        }
        if (count == null) {
            return call(connection, method, arguments);
        }
        count.onConnection(method, arguments);
        return watched(call(connection, method, arguments), method, arguments, count);
    }

    private void refuseInTransaction(Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
        boolean toSavepoint = arguments != null && method.getName().equals("rollback");
        if (inTransaction && !toSavepoint) {
            throw new SQLException("Within executeTransaction the router begins, commits and rolls back: leave "
                    + method.getName() + "() away, and throw to roll back");
        }
    }

    private @Nullable Object watched(
            @Nullable Object answer, Method method, @Nullable Object @Nullable [] arguments, StatementCount counting) {
        if (answer instanceof DatabaseMetaData metaData) {
            return META_DATA.of((proxy, asked, with) -> onlySeen(metaData, asked, with));
        }
        return answer instanceof Statement statement
                ? counted(statement, method.getReturnType(), StatementCount.textOf(arguments), counting)
                : answer;
    }

    private Object counted(Statement statement, Class<?> type, @Nullable String prepared, StatementCount counting) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            boolean counted = counting.onStatement(method, arguments, prepared);
            try {
                return onlySeen(statement, method, arguments);
            } catch (SQLException e) {
                if (counted) {
                    counting.onRefusal(e);
                }
                throw e;
            }
        };
        if (type == CallableStatement.class) {
            return CALLABLE.of(handler);
        }
        return type == PreparedStatement.class ? PREPARED.of(handler) : STATEMENTS.of(handler);
    }

    /** There is no way round this class: who asks for the connection gets the one that is seen already. */
    private @Nullable Object onlySeen(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return method.getName().equals("getConnection") ? seen : call(target, method, arguments);
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
