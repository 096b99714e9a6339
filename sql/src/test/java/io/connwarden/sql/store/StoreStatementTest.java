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
    void store_statements_and_sql_files_match_in_both_directions() throws IOException {
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
    void every_store_statement_begins_with_a_comment() {
        assertThat(StoreStatement.values())
                .allSatisfy(statement -> assertThat(statement.sql()).matches("(?s)-- [A-Z].{20,}\\n.*"));
    }
}
