package io.connwarden.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineWrapperTest {

    @Test
    void lines_break_between_words_and_no_word_is_lost() {
        assertThat(LineWrapper.wrap("one two three four", 9)).containsExactly("one two", "three", "four");
        assertThat(LineWrapper.wrap("one two", 7)).containsExactly("one two");
    }

    @Test
    void a_word_longer_than_a_line_gets_its_own_line() {
        assertThat(LineWrapper.wrap("a pg_use_reserved_connections b", 10))
                .containsExactly("a", "pg_use_reserved_connections", "b");
        assertThat(LineWrapper.wrap("", 10)).containsExactly("");
    }
}
