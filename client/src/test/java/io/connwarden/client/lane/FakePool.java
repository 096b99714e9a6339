package io.connwarden.client.lane;

import io.connwarden.client.status.PoolCounts;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A pool with scripted results, on a clock that advances only during a wait. */
final class FakePool implements ConnectionPool {
    /** The message of a failed wait. */
    static final String UNAVAILABLE = "Connection is not available";

    final AtomicLong nanos = new AtomicLong(1_000_000_000L);
    final List<Long> waits = new ArrayList<>();
    final List<Connection> evicted = new ArrayList<>();

    /** One failure per request. If the queue is empty, the request succeeds. */
    final Queue<SQLException> failures = new ArrayDeque<>();

    /** Runs during each wait. */
    Runnable duringWait = () -> {};

    /** True if a failure takes no time. */
    boolean failsImmediately;

    private boolean closing;

    long now() {
        return nanos.get();
    }

    @Override
    public Connection acquire(long millis) throws SQLException {
        waits.add(millis);
        duringWait.run();
        SQLException failure = failures.poll();
        if (failure == null) {
            return connection();
        }
        nanos.addAndGet(failsImmediately ? 1_000 : millis * 1_000_000);
        throw failure;
    }

    static Connection connection() {
        return silent(Connection.class);
    }

    private static <T> T silent(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                FakePool.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer(proxy, method.getName(), arguments)));
    }

    private static @Nullable Object answer(Object proxy, String method, @Nullable Object @Nullable [] arguments) {
        return switch (method) {
            case "unwrap" -> silent((Class<?>) Objects.requireNonNull(arguments)[0]);
            case "isClosed", "isValid" -> true;
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "a connection";
            default -> null;
        };
    }

    @Override
    public void evict(Connection connection) {
        evicted.add(connection);
    }

    @Override
    public void evictAll() {}

    @Override
    public void beginClose() {
        closing = true;
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public PoolCounts counts() {
        return new PoolCounts(0, 0, 0, 1);
    }

    @Override
    public void close() {
        closing = true;
    }
}
