package io.connwarden.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackagesIntroduceThemselvesTest {

    @ParameterizedTest
    @MethodSource("packages")
    void every_package_says_what_lives_there_and_is_null_marked(Path folder) {
        Path info = folder.resolve("package-info.java");
        assertThat(info).exists();
        assertThat(HouseFiles.text(info))
                .contains("@NullMarked")
                .contains("/**")
                .doesNotContain("To be written");
    }

    @Test
    void there_are_packages_to_look_at() {
        assertThat(packages()).hasSizeGreaterThan(HouseFiles.MODULES.size());
    }

    static Stream<Path> packages() {
        return HouseFiles.MODULES.stream()
                .filter(module -> Files.isDirectory(HouseFiles.root().resolve(module)))
                .flatMap(module -> HouseFiles.mainSources(module).stream())
                .map(Path::getParent)
                .distinct();
    }
}
