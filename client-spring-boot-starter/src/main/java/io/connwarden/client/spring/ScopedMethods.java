package io.connwarden.client.spring;

import io.connwarden.client.query.QueryOptions;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** The methods that run in a scope: those with {@link QueryRoute}, and transactional ones. */
final class ScopedMethods extends StaticMethodMatcherPointcut {
    private static final String REPOSITORY = "org.springframework.data.repository.Repository";

    private final BeanFactory beans;
    private final ScopeOptions options;
    private final boolean transactionalScopes;
    private final @Nullable Class<?> repository;

    /**
     * Creates the pointcut.
     *
     * @param transactionalScopes false leaves only annotated methods
     */
    ScopedMethods(BeanFactory beans, ScopeOptions options, boolean transactionalScopes) {
        this.beans = beans;
        this.options = options;
        this.transactionalScopes = transactionalScopes;
        this.repository = ClassUtils.isPresent(REPOSITORY, null) ? ClassUtils.resolveClassName(REPOSITORY, null) : null;
    }

    /**
     * A method and its scope.
     *
     * @param isAnnotated true if the method, or its class, has {@link QueryRoute}
     * @param transaction attributes of its transaction; null if it has none
     */
    record Scoped(
            QueryOptions options,
            boolean isAnnotated,
            @Nullable TransactionAttribute transaction) {}

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        if (ReflectionUtils.isObjectMethod(method) || isRepository(targetClass)) {
            return false;
        }
        return route(method, targetClass) != null || transaction(method, targetClass) != null;
    }

    /** The proxies of Spring Data have scopes of their own, inside. */
    private boolean isRepository(Class<?> type) {
        return repository != null && repository.isAssignableFrom(type);
    }

    Scoped of(Method method, Class<?> type) {
        TransactionAttribute transaction = transaction(method, type);
        QueryRoute route = route(method, type);
        return route == null
                ? new Scoped(options.of(method, type, transaction), false, transaction)
                : new Scoped(options.of(route, method, type, transaction), true, transaction);
    }

    private @Nullable TransactionAttribute transaction(Method method, Class<?> type) {
        TransactionAttributeSource source = transactionalScopes
                ? beans.getBeanProvider(TransactionAttributeSource.class).getIfUnique()
                : null;
        return source == null ? null : source.getTransactionAttribute(method, type);
    }

    private static @Nullable QueryRoute route(Method method, Class<?> type) {
        Method specific = AopUtils.getMostSpecificMethod(method, type);
        QueryRoute ofMethod = AnnotatedElementUtils.findMergedAnnotation(specific, QueryRoute.class);
        return ofMethod != null ? ofMethod : AnnotatedElementUtils.findMergedAnnotation(type, QueryRoute.class);
    }
}
