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
    void color_is_omitted_if_disabled() {
        assertThat(new Terminal(out, true, true).colorize(Color.RED, "full")).isEqualTo("\u001b[1;31mfull\u001b[0m");
        assertThat(new Terminal(out, false, true).colorize(Color.RED, "full")).isEqualTo("full");
        assertThat(Terminal.isColorEnabled(Map.of())).isTrue();
        assertThat(Terminal.isColorEnabled(Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(Terminal.isColorEnabled(Map.of("NO_COLOR", ""))).isTrue();
        assertThat(Terminal.isColorEnabled(Map.of("TERM", "dumb"))).isFalse();
    }

    @Test
    void the_first_locale_variable_decides_about_unicode_bars() {
        assertThat(Terminal.isUnicodeEnabled(Map.of("LANG", "de_DE.UTF-8"))).isTrue();
        assertThat(Terminal.isUnicodeEnabled(Map.of("LANG", "C.utf8"))).isTrue();
        assertThat(Terminal.isUnicodeEnabled(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C")))
                .isFalse();
        assertThat(Terminal.isUnicodeEnabled(Map.of())).isFalse();
    }

    @Test
    void the_reported_columns_are_used_within_limits() {
        assertThat(Terminal.columns("100")).isEqualTo(100);
        assertThat(Terminal.columns("40")).isEqualTo(80);
        assertThat(Terminal.columns("300")).isEqualTo(120);
        assertThat(Terminal.columns("")).isEqualTo(80);
        assertThat(Terminal.columns("wide")).isEqualTo(80);
    }

    @Test
    void a_bar_has_the_requested_width_for_every_percentage() {
        Terminal terminal = new Terminal(out, false, false);
        assertThat(terminal.bar(-3, 4)).isEqualTo("....");
        assertThat(terminal.bar(50, 4)).isEqualTo("##..");
        assertThat(terminal.bar(180, 4)).isEqualTo("####");
        assertThat(new Terminal(out, false, true).bar(25, 4)).isEqualTo("█░░░");
    }

    @Test
    void columns_fit_their_widest_cell_and_lines_have_no_trailing_blanks() {
        assertThat(Columns.aligned("lr")
                        .row("name", "1")
                        .row("é", "1000")
                        .row("x", "")
                        .lines())
                .containsExactly("name     1", "é     1000", "x");
    }

    @Test
    void control_characters_from_a_server_are_replaced() {
        assertThat(PrintableText.of("a\u001b[2Jb\u202ec\u0000\n", 100)).isEqualTo("a?[2Jb?c??");
        assertThat(PrintableText.of("Größe 漢字 😀", 100)).isEqualTo("Größe 漢字 😀");
        assertThat(PrintableText.of("abcdef", 3)).isEqualTo("abc...");
    }
}
