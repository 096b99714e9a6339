package io.connwarden.client.spring;

import io.connwarden.client.query.Priority;
import io.connwarden.client.query.QueryType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A scope of the query router around a method, or around each public method of a class. Every connection that the
 * method takes from the application's data source has the priority and the deadline given here. If a connection is
 * lost and no commit can have happened, the whole method is repeated.
 *
 * <p>The scope lies outside the transaction of {@code @Transactional}, which is not required. An annotation of the
 * method replaces that of its class. A call inside another scope joins it.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface QueryRoute {

    /** The name in status, logs and metrics; default: the class and the method, such as {@code Orders.place}. */
    String name() default "";

    /** The priority, which selects the lane. */
    Priority priority() default Priority.NORMAL;

    /**
     * The deadline of the whole method with all repetitions, 1 ms to 24 h, such as {@code 5s} or {@code
     * ${orders.timeout}}. Default: the timeout of {@code @Transactional}, otherwise {@code
     * connwarden.client.router.query-timeout} if it is set, otherwise none.
     */
    String timeout() default "";

    /** The type. A method of type READ is repeated even if it may have run, and must not change data. */
    QueryType type() default QueryType.GENERAL;

    /** The maximum number of repetitions, 0 to 100; -1 for the default of the router. */
    int retryAttempts() default -1;

    /** True if repeating the method has the same effect as running it once, so that it is always repeated. */
    boolean idempotent() default false;
}
