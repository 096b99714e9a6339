package io.connwarden.client.jdbc;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The connection behind a lease that was closed. Every use of it fails, as JDBC demands of a closed connection. */
public final class ClosedConnection {
    /** The one closed connection. */
    public static final Connection INSTANCE = (Connection) Proxy.newProxyInstance(
            ClosedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, ClosedConnection::answer);

    private ClosedConnection() {}

    private static @Nullable Object answer(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        return switch (method.getName()) {
            case "close", "abort" -> null;
            case "isClosed" -> true;
            case "isValid" -> false;
            case "toString" -> "a closed connection";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            default -> throw new SQLException("The connection is closed", "08003");
        };
    }
}
