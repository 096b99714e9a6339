package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    @TempDir
    Path folder;

    @Test
    void a_configured_password_is_used() {
        assertThat(new Credentials("u", "p", null).currentPassword()).isEqualTo("p");
    }

    @Test
    void a_login_without_a_password_is_allowed() {
        assertThat(new Credentials("u", null, null).currentPassword()).isNull();
    }

    @Test
    void a_password_file_is_read_again_for_every_use() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), " old pässword \nsecond line\n");
        Credentials credentials = new Credentials("u", null, file.toString());
        assertThat(credentials.currentPassword()).isEqualTo(" old pässword ");
        Files.writeString(file, "new\r\n");
        assertThat(credentials.currentPassword()).isEqualTo("new");
    }

    @Test
    void an_unreadable_password_file_is_named() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> new Credentials("u", null, missing.toString()).currentPassword())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("cannot be read");
    }

    @Test
    void an_empty_password_file_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("empty"), "\n");
        assertThatThrownBy(() -> new Credentials("u", null, file.toString()).currentPassword())
                .hasMessageContaining(file + " is empty");
    }

    @Test
    void a_binary_password_file_is_named_and_its_content_not_shown() throws IOException {
        Path file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 's'});
        assertThatThrownBy(() -> new Credentials("u", null, file.toString()).currentPassword())
                .hasMessageContaining(file + " is not UTF-8 text");
    }

    @Test
    void toString_of_a_login_shows_only_the_role() {
        assertThat(new Credentials("u", "s3cret", null)).hasToString("u");
    }
}
