package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.QueryOptions;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.repository.core.RepositoryInformation;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The scopes of calls to Spring Data repositories outside a transaction. */
final class RepositoryScopes implements BeanPostProcessor {
    private final Supplier<@Nullable QueryRouter> router;
    private final ScopeOptions options;
    private final RoutedTransactions transactions;
    private final Runnable beforeRepetition;

    RepositoryScopes(
            Supplier<@Nullable QueryRouter> router,
            ScopeOptions options,
            RoutedTransactions transactions,
            Runnable beforeRepetition) {
        this.router = router;
        this.options = options;
        this.transactions = transactions;
        this.beforeRepetition = beforeRepetition;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof RepositoryFactoryBeanSupport<?, ?, ?> repository) {
            repository.addRepositoryFactoryCustomizer(
                    factory -> factory.addRepositoryProxyPostProcessor(this::addScope));
        }
        return bean;
    }

    private void addScope(ProxyFactory proxy, RepositoryInformation repository) {
        // First, so that it lies outside the transaction and the translation of exceptions.
        proxy.addAdvice(0, new Scope(repository));
    }

    private final class Scope implements MethodInterceptor {
        private final RepositoryInformation repository;
        private final AnnotationTransactionAttributeSource attributes = new AnnotationTransactionAttributeSource();
        private final Map<Method, RepositoryMethod> known = new ConcurrentHashMap<>();

        Scope(RepositoryInformation repository) {
            this.repository = repository;
        }

        @Override
        public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
            RepositoryMethod method = known.computeIfAbsent(invocation.getMethod(), this::method);
            TransactionAttribute transaction = method.transaction;
            boolean begins = transaction == null
                    ? !TransactionSynchronizationManager.isActualTransactionActive() && transactions.areDefault()
                    : transactions.begins(transaction);
            QueryRouter available = begins ? router.get() : null;
            if (available == null) {
                return invocation.proceed();
            }
            QueryOptions scope = hasEntities(invocation) && !method.isReadOnly()
                    ? method.options.withRetryAttempts(0)
                    : method.options;
            return available.within(scope, new RepeatableInvocation(invocation, beforeRepetition));
        }

        /** A failed attempt to save entities leaves its traces in them, for example a generated id. */
        private boolean hasEntities(MethodInvocation invocation) {
            for (Object argument : invocation.getArguments()) {
                if (argument instanceof Iterable<?>
                        || repository.getDomainType().isInstance(argument)) {
                    return true;
                }
            }
            return false;
        }

        private RepositoryMethod method(Method method) {
            Class<?> type = repository.getRepositoryInterface();
            TransactionAttribute transaction = attributes.getTransactionAttribute(method, type);
            Method target = repository.getTargetClassMethod(method);
            if (transaction == null && !target.equals(method)) {
                transaction = attributes.getTransactionAttribute(target, repository.getRepositoryBaseClass());
            }
            QueryOptions scope = options.of(method, type, transaction);
            return new RepositoryMethod(scope, transaction);
        }
    }

    /** A method of a repository, its options and its transaction, if it has one. */
    private record RepositoryMethod(
            QueryOptions options, @Nullable TransactionAttribute transaction) {
        boolean isReadOnly() {
            return transaction == null || transaction.isReadOnly();
        }
    }
}
