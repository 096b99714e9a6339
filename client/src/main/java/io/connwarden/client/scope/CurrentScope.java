package io.connwarden.client.scope;

import io.connwarden.client.call.WorkScope;
import org.jspecify.annotations.Nullable;

/** The scope of the current thread in one router. */
public final class CurrentScope {
    @SuppressWarnings("ThreadLocalUsage") // One per router, because a thread may use several routers.
    private final ThreadLocal<@Nullable WorkScope> current = new ThreadLocal<>();

    /** Returns the scope of the current thread, or null outside a scope. */
    public @Nullable WorkScope get() {
        return current.get();
    }

    /** The work inside a scope. */
    interface Work<T extends @Nullable Object, X extends Throwable> {
        T run() throws X;
    }

    /** Runs work inside a scope, and restores the scope before it. */
    <T extends @Nullable Object, X extends Throwable> T call(WorkScope scope, Work<T, X> work) throws X {
        WorkScope before = current.get();
        current.set(scope);
        try {
            return work.run();
        } finally {
            if (before == null) {
                current.remove();
            } else {
                current.set(before);
            }
        }
    }
}
