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

class DocumentReferencesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern FILE_MAP_ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    @ParameterizedTest
    @MethodSource("documents")
    void every_link_points_to_an_existing_file(Path document) {
        for (String link : firstGroups(LINK, document)) {
            assertThat(document.resolveSibling(link).normalize())
                    .as("link in %s", document)
                    .exists();
        }
    }

    @Test
    void every_file_that_the_architecture_page_names_exists() {
        Path page = ProjectFiles.root().resolve("ARCHITECTURE.md");
        List<String> named = firstGroups(FILE_MAP_ROW, page);
        assertThat(named).hasSizeGreaterThan(20);
        for (String file : named) {
            assertThat(ProjectFiles.root().resolve(file))
                    .as("named in ARCHITECTURE.md")
                    .exists();
        }
    }

    @Test
    void every_decision_record_is_in_the_index() {
        Path index = ProjectFiles.root().resolve("docs/decisions/README.md");
        assertThat(firstGroups(LINK, index))
                .containsAll(ProjectFiles.files(index.getParent(), ".md").stream()
                        .map(record -> record.getFileName().toString())
                        .filter(name -> !name.equals("README.md"))
                        .toList());
    }

    static Stream<Path> documents() {
        Path root = ProjectFiles.root();
        return Stream.concat(
                Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
                        .map(root::resolve),
                ProjectFiles.files(root.resolve("docs"), ".md").stream());
    }

    private static List<String> firstGroups(Pattern pattern, Path document) {
        return pattern.matcher(ProjectFiles.text(document))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
