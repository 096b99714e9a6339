package io.connwarden.client.spring;

import io.connwarden.client.query.Priority;
import io.connwarden.client.query.QueryOptions;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.util.ClassUtils;

/** The options of the scope of a method. */
final class ScopeOptions {
    private static final String QUERY_TIMEOUT = "connwarden.client.router.query-timeout";

    private final Environment environment;

    ScopeOptions(Environment environment) {
        this.environment = environment;
    }

    /** Returns the options of a transactional method. Its read-only transactions count as no change by themselves. */
    QueryOptions of(Method method, Class<?> type, @Nullable TransactionAttribute transaction) {
        return QueryOptions.general(name(method, type))
                .withPriority(Priority.NORMAL)
                .withTimeout(timeout(transaction));
    }

    /** Returns the options of an annotated method. */
    QueryOptions of(QueryRoute route, Method method, Class<?> type, @Nullable TransactionAttribute transaction) {
        try {
            String name = route.name().isEmpty() ? name(method, type) : route.name();
            QueryOptions options = QueryOptions.general(name)
                    .withType(route.type())
                    .withPriority(route.priority())
                    .withTimeout(route.timeout().isEmpty() ? timeout(transaction) : parse(route.timeout()));
            options = route.retryAttempts() < 0 ? options : options.withRetryAttempts(route.retryAttempts());
            return route.idempotent() ? options.asIdempotent() : options;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "@QueryRoute of " + type.getName() + "." + method.getName() + ": " + e.getMessage(), e);
        }
    }

    private static String name(Method method, Class<?> type) {
        return ClassUtils.getUserClass(type).getSimpleName() + "." + method.getName();
    }

    private Duration timeout(@Nullable TransactionAttribute transaction) {
        if (transaction != null && transaction.getTimeout() > 0) {
            return Duration.ofSeconds(transaction.getTimeout());
        }
        Duration configured = environment.getProperty(QUERY_TIMEOUT, Duration.class);
        // A method without a timeout must not be cut. The wait for a connection has its own limit.
        return configured == null ? QueryOptions.MAX_TIMEOUT : configured;
    }

    private Duration parse(String timeout) {
        return DurationStyle.detectAndParse(environment.resolveRequiredPlaceholders(timeout));
    }
}
