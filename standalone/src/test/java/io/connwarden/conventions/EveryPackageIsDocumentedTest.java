package io.connwarden.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryPackageIsDocumentedTest {

    @ParameterizedTest
    @MethodSource("packages")
    void every_package_is_documented_and_null_marked(Path folder) {
        Path info = folder.resolve("package-info.java");
        assertThat(info).exists();
        assertThat(ProjectFiles.text(info))
                .contains("@NullMarked")
                .contains("/**")
                .doesNotContain("To be written");
    }

    @Test
    void the_scan_finds_packages() {
        assertThat(packages()).hasSizeGreaterThan(ProjectFiles.MODULES.size());
    }

    static Stream<Path> packages() {
        return ProjectFiles.MODULES.stream()
                .filter(module -> Files.isDirectory(ProjectFiles.root().resolve(module)))
                .flatMap(module -> ProjectFiles.mainSources(module).stream())
                .map(Path::getParent)
                .distinct();
    }
}
