package io.connwarden.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Enforces that a word names one type: two types with one simple name are confused in imports, logs and searches. */
class TypeNamesAreUniqueTest {

    @Test
    void no_two_types_of_the_modules_share_a_simple_name() {
        Stream<Path> sources =
                ProjectFiles.MODULES.stream().flatMap(module -> ProjectFiles.mainSources(module).stream());
        assertThat(duplicates(sources))
                .as("types to rename, each after its own role")
                .isEmpty();
    }

    @Test
    void two_types_with_one_simple_name_are_reported() {
        List<Path> planted = List.of(
                Path.of("sql/Session.java"),
                Path.of("doctor/Session.java"),
                Path.of("doctor/Check.java"),
                Path.of("sql/package-info.java"),
                Path.of("doctor/package-info.java"));
        assertThat(duplicates(planted.stream()))
                .containsExactly(Map.entry("Session.java", List.of(planted.get(0), planted.get(1))));
    }

    private static Map<String, List<Path>> duplicates(Stream<Path> sources) {
        Map<String, List<Path>> byName = sources.filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(
                        file -> String.valueOf(file.getFileName()), TreeMap::new, Collectors.toList()));
        byName.values().removeIf(files -> files.size() == 1);
        return byName;
    }
}
