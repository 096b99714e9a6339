package io.connwarden.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares code in documents with the tested code it is copied from. A comment before a code block names the file, and
 * optionally a part of it: the lines between the comments {@code [name]} and {@code [/name]}.
 */
class DocumentedExamplesTest {
    private static final Pattern COPY =
            Pattern.compile("<!-- from ([^ #]+)(?:#(\\S+))? -->\\n```\\w+\\n(.*?)\\n?```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("^```(java|python|sh)$", Pattern.MULTILINE);
    private static final Pattern MARK = Pattern.compile("\\s*(//|#) \\[/?[a-z]+]");

    @ParameterizedTest
    @MethodSource("documents")
    void every_copied_example_equals_its_source(Path document) {
        for (MatchResult copy : copies(document)) {
            assertThat(copy.group(3))
                    .as("%s: %s#%s", document, copy.group(1), copy.group(2))
                    .isEqualTo(part(ProjectFiles.text(ProjectFiles.root().resolve(copy.group(1))), copy.group(2)));
        }
    }

    @ParameterizedTest
    @MethodSource("client")
    void every_code_block_of_the_client_pages_is_a_copied_example(Path document) {
        long blocks = CODE.matcher(ProjectFiles.text(document)).results().count();
        assertThat(blocks).isPositive();
        assertThat(copies(document)).hasSize((int) blocks);
    }

    @Test
    void a_part_is_the_text_between_its_marks_without_indentation() {
        String text = "a\n    // [one]\n    b\n      c\n    // [/one]\nd\n";
        assertThat(part(text, "one")).isEqualTo("b\n  c");
        assertThat(part(text, null)).isEqualTo("a\n    b\n      c\nd");
    }

    private static List<MatchResult> copies(Path document) {
        return COPY.matcher(ProjectFiles.text(document)).results().toList();
    }

    private static String part(String text, String name) {
        Stream<String> lines = text.lines();
        if (name != null) {
            lines = lines.dropWhile(line -> !line.strip().endsWith(" [" + name + "]"))
                    .skip(1)
                    .takeWhile(line -> !line.strip().endsWith(" [/" + name + "]"));
        }
        List<String> kept = lines.filter(line -> !MARK.matcher(line).matches()).toList();
        return String.join("\n", kept).stripIndent().strip();
    }

    static Stream<Path> documents() {
        return DocumentReferencesTest.documents();
    }

    static Stream<Path> client() {
        return Stream.of("router.md", "topics.md", "spring-boot.md")
                .map(ProjectFiles.root().resolve("docs/client")::resolve);
    }
}
