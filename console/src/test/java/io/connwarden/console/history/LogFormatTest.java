package io.connwarden.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormatTest {

    /** A cell of a spreadsheet is a formula if it begins with one of these characters. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ' ',
            value = {
                "=1+1 \"'=1+1\"",
                "+1 \"'+1\"",
                "-1 \"'-1\"",
                "@SUM(A1) \"'@SUM(A1)\"",
                "a=1 a=1",
                "a,b \"a,b\"",
                "a\"b \"a\"\"b\"",
                "a;b \"a;b\""
            })
    void a_text_is_no_formula_and_ends_no_cell(String text, String cell) {
        assertThat(LogFormat.Csv.cell(text)).isEqualTo(cell);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"\t=1", "\r=1", "\n=1"})
    void white_space_before_a_formula_hides_none(String text) {
        assertThat(LogFormat.Csv.cell(text)).startsWith("\"'");
    }

    @ParameterizedTest
    @CsvSource({"-1,-1", "1.5,1.5"})
    void a_negative_number_stays_a_number(double number, String cell) {
        assertThat(LogFormat.Csv.cell(number)).isEqualTo(number == -1 ? "-1.0" : cell);
        assertThat(LogFormat.Csv.cell(null)).isEmpty();
        assertThat(LogFormat.Csv.cell(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
    }
}
