package io.connwarden.house;

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
 * Code in the documents is a copy of code that other tests compile and run. A comment before a block says of which file,
 * and of which part of it: the one between the comments {@code [name]} and {@code [/name]}.
 */
class DocumentedExamplesTest {
    private static final Pattern COPY =
            Pattern.compile("<!-- from ([^ #]+)(?:#(\\S+))? -->\\n```\\w+\\n(.*?)\\n?```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("^```(java|python|sh)$", Pattern.MULTILINE);
    private static final Pattern MARK = Pattern.compile("\\s*(//|#) \\[/?[a-z]+]");

    @ParameterizedTest
    @MethodSource("documents")
    void every_copy_equals_what_is_run(Path document) {
        for (MatchResult copy : copies(document)) {
            assertThat(copy.group(3))
                    .as("%s: %s#%s", document, copy.group(1), copy.group(2))
                    .isEqualTo(part(HouseFiles.text(HouseFiles.root().resolve(copy.group(1))), copy.group(2)));
        }
    }

    @ParameterizedTest
    @MethodSource("client")
    void in_the_clients_pages_all_code_is_such_a_copy(Path document) {
        long blocks = CODE.matcher(HouseFiles.text(document)).results().count();
        assertThat(blocks).isPositive();
        assertThat(copies(document)).hasSize((int) blocks);
    }

    @Test
    void a_part_is_what_stands_between_its_marks_moved_to_the_left() {
        String text = "a\n    // [one]\n    b\n      c\n    // [/one]\nd\n";
        assertThat(part(text, "one")).isEqualTo("b\n  c");
        assertThat(part(text, null)).isEqualTo("a\n    b\n      c\nd");
    }

    private static List<MatchResult> copies(Path document) {
        return COPY.matcher(HouseFiles.text(document)).results().toList();
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
        return DocumentsAreTrueTest.documents();
    }

    static Stream<Path> client() {
        return Stream.of("router.md", "topics.md", "spring-boot.md")
                .map(HouseFiles.root().resolve("docs/client")::resolve);
    }
}
