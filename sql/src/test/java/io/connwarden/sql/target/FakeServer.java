package io.connwarden.sql.target;

import io.connwarden.sql.target.SessionConnector.RoleConnectionOpener;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of fake connections. It records each opening and closing. */
final class FakeServer {
    /** The openings and closings in their order, such as {@code open shop} and {@code close shop}. */
    final List<String> events = new CopyOnWriteArrayList<>();

    volatile boolean full;
    volatile boolean unreachable;

    /** Returns the opener of a connection that needs a free slot. */
    RoleConnectionOpener ordinary(String role) {
        return () -> {
            if (full) {
                throw new SQLException("sorry, too many clients already", "53300");
            }
            return open(role);
        };
    }

    /** Returns the opener of a connection that uses a reserved slot if no other is free. */
    RoleConnectionOpener reserved(String role) {
        return () -> open(role);
    }

    private Connection open(String role) throws SQLException {
        if (unreachable) {
            throw new SQLException("connection refused", "08001");
        }
        events.add("open " + role);
        FakeConnection connection = new FakeConnection(role);
        return (Connection) Proxy.newProxyInstance(
                FakeServer.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> connection.answer(method.getName()));
    }

    private final class FakeConnection {
        private final String role;
        private boolean closed;

        FakeConnection(String role) {
            this.role = role;
        }

        synchronized Object answer(String method) {
            return switch (method) {
                case "isValid" -> !closed;
                case "isClosed" -> closed;
                case "close", "abort" -> {
                    if (!closed) {
                        closed = true;
                        events.add("close " + role);
                    }
                    yield null;
                }
                case "toString" -> role;
                default -> null;
            };
        }
    }
}
