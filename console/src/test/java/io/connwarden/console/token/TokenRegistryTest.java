package io.connwarden.console.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.console.access.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TokenRegistryTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("tokens");
        TokensFileEditor.add(file, entry("00000001"));
    }

    @Test
    void an_added_and_a_removed_token_are_noticed_at_the_next_request() {
        TokenRegistry tokens = new TokenRegistry(file);
        assertThat(tokens.find("00000001")).isPresent();
        assertThat(tokens.find("00000002")).isEmpty();
        TokensFileEditor.add(file, entry("00000002"));
        assertThat(tokens.find("00000002")).isPresent();
        TokensFileEditor.remove(file, "00000001");
        assertThat(tokens.find("00000001")).isEmpty();
    }

    @Test
    void an_invalid_change_leaves_the_former_tokens_in_force_and_is_logged_once(CapturedOutput output)
            throws Exception {
        TokenRegistry tokens = new TokenRegistry(file);
        Files.writeString(file, "nonsense");
        for (int i = 0; i < 3; i++) {
            assertThat(tokens.find("00000001")).isPresent();
        }
        assertThat(output.getAll().split("former tokens stay in force", -1)).hasSize(2);
        assertThat(output.getAll()).contains(file + ", line 1");
        Files.delete(file);
        assertThat(tokens.find("00000001")).isPresent();
        assertThat(output.getAll()).contains("does not exist");
        TokensFileEditor.add(file, entry("00000003"));
        assertThat(tokens.find("00000001")).isEmpty();
        assertThat(tokens.find("00000003")).isPresent();
    }

    @Test
    void an_invalid_file_is_refused_at_the_start() throws Exception {
        Files.writeString(file, "nonsense");
        assertThatThrownBy(() -> new TokenRegistry(file)).isInstanceOf(InvalidTokensFileException.class);
    }

    @Test
    void a_file_that_others_can_read_is_reported(CapturedOutput output) throws Exception {
        new TokenRegistry(file);
        assertThat(output.getAll()).doesNotContain("open to other users");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        new TokenRegistry(file);
        assertThat(output.getAll()).contains("open to other users", "chmod 600 " + file);
    }

    private static TokenEntry entry(String id) {
        return new TokenEntry(id, "name", Set.of(Scope.READ), Set.of(), Map.of(), Instant.EPOCH, null, "0".repeat(64));
    }
}
