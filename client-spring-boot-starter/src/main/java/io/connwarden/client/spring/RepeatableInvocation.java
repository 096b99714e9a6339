package io.connwarden.client.spring;

import io.connwarden.client.ScopedWork;
import java.lang.reflect.UndeclaredThrowableException;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** A method call that can be repeated as a whole. */
final class RepeatableInvocation implements ScopedWork<@Nullable Object, Exception> {
    private final MethodInvocation invocation;
    private final Runnable beforeRepetition;
    private boolean started;

    RepeatableInvocation(MethodInvocation invocation, Runnable beforeRepetition) {
        this.invocation = invocation;
        this.beforeRepetition = beforeRepetition;
    }

    @Override
    @SuppressWarnings("NullAway") // The type argument is nullable; NullAway does not read it from the superclass.
    public @Nullable Object run() throws Exception {
        if (started) {
            beforeRepetition.run();
        }
        started = true;
        try {
            // An invocation proceeds once; each attempt has its own copy.
            return invocation instanceof ProxyMethodInvocation repeatable
                    ? repeatable.invocableClone().proceed()
                    : invocation.proceed();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }
}
