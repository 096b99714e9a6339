package io.connwarden.benchmarks.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.SqlFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BenchmarkStatementTest {

    @Test
    void each_file_belongs_to_one_statement_and_each_statement_has_its_file() throws Exception {
        assertThat(files())
                .containsExactlyInAnyOrder(Arrays.stream(BenchmarkStatement.values())
                        .map(SqlFile::nameOf)
                        .toArray(String[]::new));
    }

    private static String[] files() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(BenchmarkStatement.class.getResource("plain-loop.sql"))
                        .toURI())
                .resolveSibling("");
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .toArray(String[]::new);
        }
    }
}
