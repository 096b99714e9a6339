package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    @TempDir
    Path folder;

    @Test
    void a_password_given_is_the_password() {
        assertThat(new Login("u", "p", null).currentPassword()).isEqualTo("p");
    }

    @Test
    void a_role_may_need_no_password() {
        assertThat(new Login("u", null, null).currentPassword()).isNull();
    }

    @Test
    void a_file_gives_its_first_line_as_it_is_now() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), " old pässword \nsecond line\n");
        Login login = new Login("u", null, file.toString());
        assertThat(login.currentPassword()).isEqualTo(" old pässword ");
        Files.writeString(file, "new\r\n");
        assertThat(login.currentPassword()).isEqualTo("new");
    }

    @Test
    void a_file_that_cannot_be_read_is_named() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> new Login("u", null, missing.toString()).currentPassword())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("cannot be read");
    }

    @Test
    void an_empty_file_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("empty"), "\n");
        assertThatThrownBy(() -> new Login("u", null, file.toString()).currentPassword())
                .hasMessageContaining(file + " is empty");
    }

    @Test
    void a_file_that_is_no_text_is_named_and_not_shown() throws IOException {
        Path file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 's'});
        assertThatThrownBy(() -> new Login("u", null, file.toString()).currentPassword())
                .hasMessageContaining(file + " is not UTF-8 text");
    }

    @Test
    void printing_it_shows_the_role_only() {
        assertThat(new Login("u", "s3cret", null)).hasToString("u");
    }
}
