package io.connwarden.testing;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** The extension that adds the seed to the message of a failed {@link SeededTest}. */
final class SeedReporter implements InvocationInterceptor {
    SeedReporter() {}

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            throw Seeds.failure(seed(method), method.getExecutable().toString(), e);
        }
    }

    private static long seed(ReflectiveInvocationContext<Method> method) {
        return method.getArguments().stream()
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("@SeededTest needs a parameter of type long"));
    }
}
