package io.connwarden.client.jdbc;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Makes proxies of one interface. Looks the proxy class up once, which is most of what a proxy costs. */
final class ProxyFactory<T> {
    private final Class<T> type;
    private final Constructor<?> constructor;

    ProxyFactory(Class<T> type) {
        this.type = type;
        Object first = Proxy.newProxyInstance(
                ProxyFactory.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
        try {
            this.constructor = first.getClass().getConstructor(InvocationHandler.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Every proxy class has this constructor", e);
        }
    }

    T create(InvocationHandler handler) {
        try {
            return type.cast(constructor.newInstance(handler));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A public constructor of a public interface's proxy", e);
        }
    }

    /** Passes a call on, with the exception that it throws. */
    static @Nullable Object invoke(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw toSqlException(e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("A public method of a public interface", e);
        }
    }

    private static SQLException toSqlException(Throwable thrown) {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof SQLException declared ? declared : new SQLException(thrown);
    }
}
