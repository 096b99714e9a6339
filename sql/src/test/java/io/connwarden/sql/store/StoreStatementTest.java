package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoreStatementTest {

    @Test
    void every_file_has_a_name_and_every_name_a_file() throws IOException {
        Path folder = Path.of("src/main/resources/io/connwarden/sql/store");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.endsWith(".sql"))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(StoreStatement.values())
                            .map(statement ->
                                    statement.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sql")
                            .toList());
        }
    }

    @Test
    void every_file_says_in_its_first_line_what_it_is_for() {
        assertThat(StoreStatement.values())
                .allSatisfy(statement -> assertThat(statement.sql()).matches("(?s)-- [A-Z].{20,}\\n.*"));
    }
}
