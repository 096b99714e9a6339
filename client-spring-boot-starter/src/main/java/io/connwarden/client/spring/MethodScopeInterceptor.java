package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.QueryOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodClassKey;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The interceptor that runs a method in a scope of the router. It lies outside the interceptor of transactions. */
final class MethodScopeInterceptor implements MethodInterceptor {
    private final Supplier<@Nullable QueryRouter> router;
    private final ScopedMethods methods;
    private final RoutedTransactions transactions;
    private final Runnable beforeRepetition;
    private final Map<MethodClassKey, ScopedMethods.Scoped> known = new ConcurrentHashMap<>();

    /**
     * Creates the interceptor.
     *
     * @param router returns the router, or null if there is none
     * @param beforeRepetition called before each attempt after the first
     */
    MethodScopeInterceptor(
            Supplier<@Nullable QueryRouter> router,
            ScopedMethods methods,
            RoutedTransactions transactions,
            Runnable beforeRepetition) {
        this.router = router;
        this.methods = methods;
        this.transactions = transactions;
        this.beforeRepetition = beforeRepetition;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : target.getClass();
        ScopedMethods.Scoped scoped = known.computeIfAbsent(
                new MethodClassKey(invocation.getMethod(), type), key -> methods.of(invocation.getMethod(), type));
        boolean hasScope =
                scoped.isAnnotated() || (scoped.transaction() != null && transactions.begins(scoped.transaction()));
        QueryRouter available = hasScope ? router.get() : null;
        return available == null ? invocation.proceed() : within(available, scoped.options(), invocation);
    }

    private @Nullable Object within(QueryRouter available, QueryOptions options, MethodInvocation invocation)
            throws Exception {
        // A transaction without a scope is the caller's. What it has done before cannot be repeated.
        QueryOptions once = TransactionSynchronizationManager.isActualTransactionActive() && !available.isInScope()
                ? options.withRetryAttempts(0)
                : options;
        return available.within(once, new RepeatableInvocation(invocation, beforeRepetition));
    }
}
