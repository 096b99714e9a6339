package io.connwarden.conventions.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.conventions.ProjectFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Enforces the language rule of CONTRIBUTING.md in all modules. */
class PlainLanguageTest {
    private static final Path PLANTED = Path.of("standalone/src/test/java/io/connwarden/conventions/planted/language");

    private final LanguageScan scan = new LanguageScan();

    @Test
    void all_texts_keep_the_language_rule() throws IOException {
        Path root = ProjectFiles.root();
        List<String> baseline = baseline();
        List<Violation> unexpected = new ArrayList<>();
        for (Violation violation : scan.violations(root)) {
            Violation relative = violation.relativeTo(root);
            if (!baseline.remove(relative.key())) {
                unexpected.add(relative);
            }
        }
        assertThat(unexpected)
                .as("violations of the language rule in CONTRIBUTING.md")
                .isEmpty();
        assertThat(baseline).as("lines to remove from baseline.txt").isEmpty();
    }

    @Test
    void planted_violations_are_reported() {
        assertThat(scan.violations(ProjectFiles.root().resolve(PLANTED)))
                .extracting(
                        violation -> violation.file().getFileName() + ":" + violation.line() + " " + violation.kind())
                .containsExactlyInAnyOrder(
                        "UnplainText.java:7 javadoc-opening",
                        "UnplainText.java:9 constant",
                        "UnplainText.java:15 long-sentence",
                        "UnplainText.java:17 test-name",
                        "UnplainText.java:18 person",
                        "UnplainText.java:18 constant",
                        "UnplainText.java:19 person",
                        "UnplainText.java:22 long-line",
                        "UnplainText.java:25 british-spelling",
                        "UnplainText.java:25 british-spelling",
                        "UnplainText.java:26 british-spelling",
                        "UnplainText.java:26 british-spelling",
                        "UnplainText.java:27 british-spelling",
                        "UnplainText.java:30 type-opening",
                        "unplain.js:1 javadoc-opening",
                        "unplain.js:1 person",
                        "unplain.js:3 british-spelling",
                        "unplain.js:3 person",
                        "unplain.js:5 person",
                        "unplain.md:3 british-spelling",
                        "unplain.md:3 british-spelling",
                        "unplain.sql:1 person",
                        "unplain.sql:3 person");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a(\"// text\"); // b|STRING IDENTIFIER COMMENT",
                "c = '\"'; /* d */ e(\"\\\"f\")|COMMENT STRING IDENTIFIER IDENTIFIER",
                "/** g */ /**/ h /*i*/|JAVADOC COMMENT IDENTIFIER COMMENT",
                "/** A m. */ @N(\"(\") final class O|TYPE_JAVADOC IDENTIFIER STRING IDENTIFIER IDENTIFIER IDENTIFIER",
                "/** Returns p. */ static Class<Q> r()|JAVADOC IDENTIFIER IDENTIFIER IDENTIFIER IDENTIFIER",
                "\"\"\" j \" k \"\"\" l|STRING IDENTIFIER"
            })
    void the_lexer_separates_comments_strings_and_identifiers(String source, String kinds) {
        assertThat(JavaLexer.fragments(source).stream()
                        .map(fragment -> fragment.kind().name()))
                .containsExactlyInAnyOrder(kinds.split(" ", -1));
    }

    @Test
    void code_in_a_comment_is_not_prose() {
        assertThat(Prose.sentences("""
                         * A {@code foo.bar()} or {@link Foo#bar bar}, e.g. this.
                         * <pre>foo</pre>
                         * @param x the x""")).containsExactly("A X or X, e.g. this", "@param x the x");
    }

    private static List<String> baseline() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PlainLanguageTest.class.getResourceAsStream("baseline.txt"), "baseline.txt")) {
            return new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList());
        }
    }
}
