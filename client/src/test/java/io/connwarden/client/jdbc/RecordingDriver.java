package io.connwarden.client.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A driver that does nothing and records the names of the called methods. */
final class RecordingDriver {
    private RecordingDriver() {}

    static Connection connection(List<String> names) {
        return recorded(Connection.class, names);
    }

    private static <T> T recorded(Class<T> type, List<String> names) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, with) -> {
            String name = method.getName();
            if (name.equals("getAutoCommit") || name.equals("isWrapperFor") || name.equals("isClosed")) {
                // Asked by the lease itself: the connection is open, in autocommit and not the driver's own.
                return name.equals("getAutoCommit");
            }
            names.add(name);
            if (method.getReturnType() == boolean.class) {
                return false;
            }
            return answer(method.getReturnType(), names);
        }));
    }

    private static @Nullable Object answer(Class<?> type, List<String> names) {
        return type.isInterface() && type.getPackageName().equals("java.sql") ? recorded(type, names) : null;
    }
}
