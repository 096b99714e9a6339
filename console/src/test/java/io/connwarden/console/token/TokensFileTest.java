package io.connwarden.console.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.console.access.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokensFileTest {
    private static final Instant CREATED = Instant.parse("2026-05-04T10:00:00Z");
    private static final String VALID =
            "{\"id\":\"00000001\",\"name\":\"a\",\"scopes\":[\"read\"],\"created\":\"2026-05-04T10:00:00Z\","
                    + "\"sha256\":\"" + "0".repeat(64) + "\"}";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("tokens");
    }

    @Test
    void an_added_token_is_read_as_it_was_written() {
        TokenEntry whole = new TokenEntry(
                "0000000a",
                "ops bot@example.org",
                Set.of(Scope.READ, Scope.OPERATE),
                Set.of("orders-db"),
                Map.of("stage", "prod"),
                CREATED,
                CREATED.plusSeconds(60),
                "a".repeat(64));
        TokensFileEditor.add(file, whole);
        TokensFileEditor.add(file, entry("0000000b"));
        assertThat(TokensFile.read(file)).containsExactly(whole, entry("0000000b"));
    }

    @Test
    void a_new_file_is_readable_by_its_owner_only_and_keeps_changed_permissions() throws Exception {
        TokensFileEditor.add(file, entry("00000001"));
        assertThat(permissions()).isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        TokensFileEditor.add(file, entry("00000002"));
        assertThat(permissions()).isEqualTo("rw-r-----");
    }

    @Test
    void a_removed_token_is_gone_and_the_other_lines_stay() throws Exception {
        TokensFileEditor.add(file, entry("00000001"));
        Files.writeString(file, Files.readString(file) + "\n# of the night shift\n");
        TokensFileEditor.add(file, entry("00000002"));
        assertThat(TokensFileEditor.remove(file, "00000001")).contains(entry("00000001"));
        assertThat(TokensFileEditor.remove(file, "00000001")).isEmpty();
        assertThat(TokensFile.read(file)).containsExactly(entry("00000002"));
        assertThat(file).content().contains("# of the night shift");
        assertThat(otherFiles()).as("temporary files").isEmpty();
    }

    @Test
    void a_symbolic_link_stays_and_its_file_is_changed() throws Exception {
        Path real = folder.resolve("real");
        TokensFileEditor.add(real, entry("00000001"));
        Files.createSymbolicLink(file, real);
        TokensFileEditor.add(file, entry("00000002"));
        assertThat(file).isSymbolicLink();
        assertThat(TokensFile.read(real)).hasSize(2);
    }

    @Test
    void concurrent_changes_lose_no_token() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> changes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                TokenEntry entry = entry(String.format("%08x", i));
                changes.add(() -> {
                    TokensFileEditor.add(file, entry);
                    return null;
                });
            }
            for (Future<Void> change : threads.invokeAll(changes)) {
                change.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(TokensFile.read(file)).hasSize(40);
    }

    @Test
    void a_missing_file_is_reported_with_the_command_that_creates_it() {
        assertThatThrownBy(() -> TokensFile.read(file))
                .isInstanceOf(InvalidTokensFileException.class)
                .hasMessageContainingAll(file.toString(), "does not exist", "./connwarden token create --file " + file);
    }

    @Test
    void a_directory_is_reported_with_its_name() {
        assertThatThrownBy(() -> TokensFile.read(folder))
                .isInstanceOf(InvalidTokensFileException.class)
                .hasMessageContaining(folder.toString());
    }

    static Stream<Arguments> invalidLines() {
        return Stream.of(
                Arguments.of("no json", "Unrecognized token"),
                Arguments.of("null", "null"),
                Arguments.of("[]", "Array"),
                Arguments.of("{\"id\":\"x\"}", "scopes"),
                Arguments.of(
                        VALID.replace("\"scopes\":[\"read\"]", "\"scopes\":[\"reed\"]"),
                        "read, operate, approve, override"),
                Arguments.of(VALID.replace("\"scopes\":[\"read\"]", "\"scopes\":[]"), "scopes"),
                Arguments.of(VALID.replace("\"name\":\"a\"", "\"nome\":\"a\""), "nome"),
                Arguments.of(VALID.replace("\"name\":\"a\"", "\"name\":\" a\""), "name"),
                Arguments.of(VALID.replace("00000001", "0000000Z"), "id"),
                Arguments.of(VALID.replace("2026-05-04T10:00:00Z", "yesterday"), "created"),
                Arguments.of(VALID.replace("\"scopes\"", "\"expires\":\"soon\",\"scopes\""), "expires"),
                Arguments.of(VALID.replace("\"scopes\"", "\"targets\":[\"a b\"],\"scopes\""), "targets"),
                Arguments.of(VALID.replace("0000\"}", "000\"}"), "sha256"));
    }

    @ParameterizedTest
    @MethodSource("invalidLines")
    void an_invalid_line_is_reported_with_file_line_and_remedy(String line, String named) throws Exception {
        Files.writeString(file, "# comment\n\n" + line + "\n");
        assertThatThrownBy(() -> TokensFile.read(file))
                .isInstanceOf(InvalidTokensFileException.class)
                .hasMessageContainingAll(file + ", line 3: ", named, "correct or delete this line")
                .hasMessageNotContaining("\n");
    }

    @Test
    void an_id_that_is_used_twice_is_reported() throws Exception {
        Files.writeString(file, VALID + "\n" + VALID + "\n");
        assertThatThrownBy(() -> TokensFile.read(file)).hasMessageContainingAll("line 2", "00000001", "twice");
    }

    private static TokenEntry entry(String id) {
        return new TokenEntry(id, "name", Set.of(Scope.READ), Set.of(), Map.of(), CREATED, null, "0".repeat(64));
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<Path> otherFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(other -> !other.equals(file)).toList();
        }
    }
}
