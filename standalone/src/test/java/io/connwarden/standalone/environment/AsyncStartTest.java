package io.connwarden.standalone.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncStartTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void await_throws_the_exception_of_the_start() {
        AsyncStart<String> starting = AsyncStart.start("broken", () -> {
            throw new IllegalArgumentException("port in use");
        });
        assertThatThrownBy(starting::await)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port in use");
    }

    @Test
    void awaitCompletion_returns_after_a_failed_start() {
        AsyncStart<String> starting = AsyncStart.start("broken", () -> {
            closed.add("over");
            throw new IllegalArgumentException("port in use");
        });
        starting.awaitCompletion();
        assertThat(closed).containsExactly("over");
    }

    @Test
    void resources_are_closed_once_in_reverse_order_even_if_one_fails() {
        ResourceStack resources = new ResourceStack();
        resources.add(() -> closed.add("first"));
        resources.add(() -> {
            throw new IllegalStateException("will not stop");
        });
        resources.add(() -> closed.add("last"));
        resources.close();
        resources.close();
        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void a_resource_added_after_close_is_closed_at_once() {
        ResourceStack resources = new ResourceStack();
        resources.close();
        assertThatThrownBy(() -> resources.add(() -> closed.add("late"))).isInstanceOf(IllegalStateException.class);
        assertThat(closed).containsExactly("late");
    }
}
