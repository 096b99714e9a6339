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

class DocumentsAreTrueTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern FILE_MAP_ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    @ParameterizedTest
    @MethodSource("documents")
    void every_link_leads_somewhere(Path document) {
        for (String link : first(LINK, document)) {
            assertThat(document.resolveSibling(link).normalize())
                    .as("link in %s", document)
                    .exists();
        }
    }

    @Test
    void every_file_that_the_architecture_page_names_exists() {
        Path page = HouseFiles.root().resolve("ARCHITECTURE.md");
        List<String> named = first(FILE_MAP_ROW, page);
        assertThat(named).hasSizeGreaterThan(20);
        for (String file : named) {
            assertThat(HouseFiles.root().resolve(file))
                    .as("named in ARCHITECTURE.md")
                    .exists();
        }
    }

    @Test
    void every_decision_record_is_in_the_index() {
        Path index = HouseFiles.root().resolve("docs/decisions/README.md");
        assertThat(first(LINK, index))
                .containsAll(HouseFiles.files(index.getParent(), ".md").stream()
                        .map(record -> record.getFileName().toString())
                        .filter(name -> !name.equals("README.md"))
                        .toList());
    }

    static Stream<Path> documents() {
        Path root = HouseFiles.root();
        return Stream.concat(
                Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
                        .map(root::resolve),
                HouseFiles.files(root.resolve("docs"), ".md").stream());
    }

    private static List<String> first(Pattern pattern, Path document) {
        return pattern.matcher(HouseFiles.text(document))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
