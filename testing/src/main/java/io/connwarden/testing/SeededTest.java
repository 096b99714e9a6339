package io.connwarden.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A random test with one parameter of type {@code long}, the seed. It runs once per seed of its corpus, and in the
 * profile {@code soak} on new seeds. The message of a failure names the seed.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag(Seeds.TAG)
@ParameterizedTest(name = "seed {0}")
@ArgumentsSource(SeedProvider.class)
@ExtendWith(SeedReporter.class)
public @interface SeededTest {
    /** The number of seeds from 1 upwards. */
    int count() default 0;

    /** Further seeds, such as those that once failed. */
    long[] corpus() default {};
}
