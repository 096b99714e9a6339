package io.connwarden.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

class SeedsTest {
    private final @Nullable String soakTime = System.getProperty(Seeds.SOAK_TIME);

    @BeforeEach
    void clearSoakTime() {
        System.clearProperty(Seeds.SOAK_TIME);
    }

    @AfterEach
    void restoreSoakTime() {
        if (soakTime == null) {
            System.clearProperty(Seeds.SOAK_TIME);
        } else {
            System.setProperty(Seeds.SOAK_TIME, soakTime);
        }
    }

    @Test
    void the_corpus_is_used_as_given() {
        assertThat(Seeds.corpus(3, 1, 2)).containsExactly(3L, 1L, 2L);
    }

    @Test
    void a_soak_run_replaces_the_corpus_by_new_seeds_until_its_time_is_over() {
        System.setProperty(Seeds.SOAK_TIME, "PT1H");
        assertThat(Seeds.corpus(1, 2).limit(100).distinct().count()).isGreaterThan(90);
        System.setProperty(Seeds.SOAK_TIME, "0s");
        assertThat(Seeds.corpus(1, 2)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10m,PT10M", "90s,PT90S", "PT1H30M,PT1H30M", "pt1s,PT1S"})
    void a_soak_time_has_a_unit_or_is_an_iso_duration(String property, Duration time) {
        assertThat(Seeds.soakTime(property)).isEqualTo(time);
    }

    @Test
    void an_invalid_soak_time_is_reported_with_its_property() {
        assertThatThrownBy(() -> Seeds.soakTime("soon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connwarden.soak.time")
                .hasMessageContaining("'soon'");
        assertThat(Seeds.soakTime(" ")).isNull();
    }

    @Test
    void the_failure_message_names_the_seed_and_the_test() {
        assertThat(Seeds.failure(42, "FooTest.bar", new IllegalStateException("broken")))
                .hasMessage("Seed 42L failed. Add it to the corpus of FooTest.bar. Cause:"
                        + " java.lang.IllegalStateException: broken");
    }

    @Test
    void the_seeds_of_a_seeded_test_are_its_count_and_its_corpus() throws Exception {
        SeedProvider provider = new SeedProvider();
        provider.accept(Example.class.getDeclaredMethod("test", long.class).getAnnotation(SeededTest.class));
        assertThat(provider.provideArguments(null, null)
                        .map(arguments -> arguments.get()[0]))
                .containsExactly(1L, 2L, 3L, 4711L);
    }

    @Test
    void a_failed_seeded_test_reports_its_seed() {
        assertThatThrownBy(() -> runWithSeed(7, () -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Seed 7L failed.")
                .hasMessageContaining("Example.test(long)");
    }

    @Test
    void a_skipped_seeded_test_stays_skipped() {
        assertThatThrownBy(() -> runWithSeed(7, () -> {
                    throw new TestAbortedException("no server");
                }))
                .isInstanceOf(TestAbortedException.class);
    }

    private static void runWithSeed(long seed, InvocationInterceptor.Invocation<Void> test) throws Throwable {
        Method method = Example.class.getDeclaredMethod("test", long.class);
        new SeedReporter().interceptTestTemplateMethod(test, new SeededInvocation(method, seed), null);
    }

    private record SeededInvocation(Method getExecutable, long seed) implements ReflectiveInvocationContext<Method> {
        @Override
        public Class<?> getTargetClass() {
            return Example.class;
        }

        @Override
        public Optional<Object> getTarget() {
            return Optional.empty();
        }

        @Override
        public Method getExecutable() {
            return getExecutable;
        }

        @Override
        public List<Object> getArguments() {
            return List.of(seed);
        }
    }

    interface Example {
        @SeededTest(count = 3, corpus = 4711)
        void test(long seed);
    }
}
