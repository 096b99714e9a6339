package io.connwarden.console.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The mark of a route with an entity tag in its answer. A client that has the answer gets 304 without a body. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Revalidated {

    /** The content that a tag stands for. */
    enum Content {
        /** All bytes: a strong tag. */
        EXACT,
        /** All values but {@code ageSeconds}, which a 304 keeps at most 10 s too old: a weak tag. */
        WITH_AGE,
        /** All values but {@code ageSeconds} of a sample that the request names by its time: a weak tag. */
        NAMED_SAMPLE
    }

    Content value() default Content.EXACT;
}
