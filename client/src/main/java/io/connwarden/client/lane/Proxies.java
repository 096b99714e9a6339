package io.connwarden.client.lane;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** Makes proxies of one interface. Looks the proxy class up once, which is most of what a proxy costs. */
final class Proxies<T> {
    private final Class<T> type;
    private final Constructor<?> constructor;

    Proxies(Class<T> type) {
        this.type = type;
        Object first = Proxy.newProxyInstance(
                Proxies.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
        try {
            this.constructor = first.getClass().getConstructor(InvocationHandler.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Every proxy class has this constructor", e);
        }
    }

    T of(InvocationHandler handler) {
        try {
            return type.cast(constructor.newInstance(handler));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A public constructor of a public interface's proxy", e);
        }
    }
}
