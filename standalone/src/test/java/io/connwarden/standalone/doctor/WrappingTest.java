package io.connwarden.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappingTest {

    @Test
    void lines_break_between_words_and_lose_none() {
        assertThat(Wrapping.wrapped("one two three four", 9)).containsExactly("one two", "three", "four");
        assertThat(Wrapping.wrapped("one two", 7)).containsExactly("one two");
    }

    @Test
    void a_word_too_long_for_any_line_has_its_own() {
        assertThat(Wrapping.wrapped("a pg_use_reserved_connections b", 10))
                .containsExactly("a", "pg_use_reserved_connections", "b");
        assertThat(Wrapping.wrapped("", 10)).containsExactly("");
    }
}
