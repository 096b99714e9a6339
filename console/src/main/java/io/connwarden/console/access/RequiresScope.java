package io.connwarden.console.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The scope that a caller of a route needs. A route without it is refused for every caller. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresScope {
    Scope value();

    /** Returns true for a route that acts although its scope is {@code READ}, because it checks the scope itself. */
    boolean acts() default false;
}
