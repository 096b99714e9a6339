package io.connwarden.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void colour_is_left_out_where_it_is_not_wanted() {
        assertThat(new Terminal(out, true, true).in(Colour.RED, "full")).isEqualTo("\u001b[1;31mfull\u001b[0m");
        assertThat(new Terminal(out, false, true).in(Colour.RED, "full")).isEqualTo("full");
        assertThat(Terminal.wantsColour(Map.of())).isTrue();
        assertThat(Terminal.wantsColour(Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(Terminal.wantsColour(Map.of("NO_COLOR", ""))).isTrue();
        assertThat(Terminal.wantsColour(Map.of("TERM", "dumb"))).isFalse();
    }

    @Test
    void the_first_locale_that_is_set_decides_on_drawn_bars() {
        assertThat(Terminal.showsUnicode(Map.of("LANG", "de_DE.UTF-8"))).isTrue();
        assertThat(Terminal.showsUnicode(Map.of("LANG", "C.utf8"))).isTrue();
        assertThat(Terminal.showsUnicode(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C")))
                .isFalse();
        assertThat(Terminal.showsUnicode(Map.of())).isFalse();
    }

    @Test
    void a_bar_is_as_wide_as_asked_for_whatever_the_percentage() {
        Terminal terminal = new Terminal(out, false, false);
        assertThat(terminal.bar(-3, 4)).isEqualTo("....");
        assertThat(terminal.bar(50, 4)).isEqualTo("##..");
        assertThat(terminal.bar(180, 4)).isEqualTo("####");
        assertThat(new Terminal(out, false, true).bar(25, 4)).isEqualTo("█░░░");
    }

    @Test
    void columns_are_as_wide_as_their_widest_cell_and_end_without_blanks() {
        assertThat(Columns.aligned("lr")
                        .row("name", "1")
                        .row("é", "1000")
                        .row("x", "")
                        .lines())
                .containsExactly("name     1", "é     1000", "x");
    }

    @Test
    void what_a_server_sends_cannot_steer_the_terminal() {
        assertThat(Visible.text("a\u001b[2Jb\u202ec\u0000\n", 100)).isEqualTo("a?[2Jb?c??");
        assertThat(Visible.text("Größe 漢字 😀", 100)).isEqualTo("Größe 漢字 😀");
        assertThat(Visible.text("abcdef", 3)).isEqualTo("abc...");
    }
}
