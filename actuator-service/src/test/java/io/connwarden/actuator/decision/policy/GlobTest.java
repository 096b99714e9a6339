package io.connwarden.actuator.decision.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest(name = "''{0}'' and ''{1}'': {2}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "web, web, true",
                "web, web2, false",
                "web, we, false",
                "web*, web-worker, true",
                "web*, web, true",
                "*web, my web, true",
                "*, anything, true",
                "*, \"\", true",
                "\"\", \"\", true",
                "\"\", a, false",
                "?, \"\", false",
                "w?b, web, true",
                "w?b, wb, false",
                "w?b, weeb, false",
                "?, \uD83D\uDE00, true",
                "a*b*c, aXbYc, true",
                "a*b*c, abcc, true",
                "a*b*c, acb, false",
                "a**, a, true",
                "100\\*, 100*, true",
                "100\\*, 100x, false",
                "a\\?, a?, true",
                "a\\?, ab, false",
                "a\\\\, a\\, true",
                "*\\*, ab*, true",
                "*\\*, abc, false",
                "web, Web, false",
            })
    void a_pattern_matches_the_whole_name(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void a_line_break_is_a_character_like_any_other() {
        assertThat(new Glob("a*b").matches("a\nb\n.b")).isTrue();
        assertThat(new Glob("a?b").matches("a\nb")).isTrue();
    }

    @Test
    void matching_for_protection_ignores_case() {
        assertThat(new Glob("pgAdmin*").matchesIgnoringCase("PGADMIN 4")).isTrue();
        assertThat(new Glob("STRASSE").matchesIgnoringCase("strasse")).isTrue();
        assertThat(new Glob("b*").matchesIgnoringCase("A")).isFalse();
        assertThat(new Glob("\\A*\\*").matchesIgnoringCase("abc*")).isTrue();
    }

    @Test
    void an_escaped_character_beyond_the_basic_plane_is_one_element() {
        assertThat(new Glob("\\\uD83D\uDE00?").matchesIgnoringCase("\uD83D\uDE00A"))
                .isTrue();
    }

    @Test
    void a_pattern_cannot_end_with_a_single_backslash() {
        assertThatThrownBy(() -> new Glob("web\\")).hasMessage("must not end with a single backslash, was 'web\\'");
        assertThatThrownBy(() -> new Glob("web\\\\\\")).hasMessageContaining("backslash");
        assertThat(new Glob("web\\\\").matches("web\\")).isTrue();
    }

    @Test
    void a_pattern_of_many_stars_is_not_slow() {
        String stars = "*a".repeat(30) + "b";
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(new Glob(stars).matches("a".repeat(2000))).isFalse());
    }
}
