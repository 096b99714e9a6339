package io.connwarden.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartingTest {
    private final List<String> stopped = new ArrayList<>();

    @Test
    void a_failed_start_is_told_as_it_was() {
        Starting<String> starting = Starting.begin("broken", () -> {
            throw new IllegalArgumentException("port in use");
        });
        assertThatThrownBy(starting::await)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port in use");
    }

    @Test
    void the_end_of_a_start_can_be_awaited_apart_from_what_came_of_it() {
        Starting<String> starting = Starting.begin("broken", () -> {
            stopped.add("over");
            throw new IllegalArgumentException("port in use");
        });
        starting.settle();
        assertThat(stopped).containsExactly("over");
    }

    @Test
    void everything_is_stopped_once_in_the_opposite_order_whatever_fails() {
        Undoing undoing = new Undoing();
        undoing.add(() -> stopped.add("first"));
        undoing.add(() -> {
            throw new IllegalStateException("will not stop");
        });
        undoing.add(() -> stopped.add("last"));
        undoing.close();
        undoing.close();
        assertThat(stopped).containsExactly("last", "first");
    }

    @Test
    void what_starts_after_the_end_is_stopped_at_once() {
        Undoing undoing = new Undoing();
        undoing.close();
        assertThatThrownBy(() -> undoing.add(() -> stopped.add("late"))).isInstanceOf(IllegalStateException.class);
        assertThat(stopped).containsExactly("late");
    }
}
