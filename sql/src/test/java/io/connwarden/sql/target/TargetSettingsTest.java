package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetSettingsTest {
    private static final String URL = "jdbc:postgresql://db.example:5432/postgres";

    @ParameterizedTest
    @ValueSource(
            strings = {"orders-db", "a", "A.b_c-9", "123456789012345678901234567890123456789012345678901234567890123"})
    void target_ids_of_letters_digits_dots_underscores_and_hyphens_are_accepted(String id) {
        assertThat(TargetSettings.of(id, URL, "u", null).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "ä",
                "a\n",
                "1234567890123456789012345678901234567890123456789012345678901234"
            })
    void an_invalid_target_id_is_rejected_with_the_value_and_the_allowed_characters(String id) {
        assertThatThrownBy(() -> TargetSettings.of(id, URL, "u", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + id + "'")
                .hasMessageContaining("1 to 63 letters");
    }

    @Test
    void a_missing_target_id_is_rejected() {
        assertThatThrownBy(() -> TargetSettings.of(null, URL, "u", null)).hasMessageContaining("target id is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "postgres://h/db", "jdbc:mysql://h/db", "jdbc:postgresql:db", "jdbc:postgresql://"})
    void a_url_that_is_not_a_postgresql_jdbc_url_is_rejected_with_the_allowed_form(String url) {
        assertThatThrownBy(() -> TargetSettings.of("t", url, "u", null))
                .hasMessageContaining("target t: url must have the form jdbc:postgresql://")
                .hasMessageContaining("'" + url + "'");
    }

    @Test
    void a_rejected_url_is_shown_without_secrets() {
        assertThatThrownBy(() -> TargetSettings.of("t", "postgres://me:s3cret@h/db?password=s3cret", "u", null))
                .hasMessageContaining("h/db")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "me:s3cret@db.example/postgres",
                "me:s3cret/s3cret@db.example/postgres",
                "me:s3cret?s3cret@db.example/postgres",
                "me:s3cret@s3cret@db.example/postgres",
                "db.example/postgres?options=s3cret@s3cret"
            })
    void a_url_with_a_password_is_rejected_without_showing_it(String address) {
        assertThatThrownBy(() -> TargetSettings.of("t", "jdbc:postgresql://" + address, "u", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target t: the url contains a user or a password")
                .hasMessageContaining("jdbc:postgresql://")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_url_that_the_driver_cannot_parse_is_not_quoted() {
        TargetSettings settings = TargetSettings.of("t", "jdbc:postgresql://db.example:s3cret/postgres", "u", null);
        assertThatThrownBy(() -> TargetConnections.openUnchecked(settings, settings.credentials(), "connwarden-test"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("invalid url")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?password=s3cret", "?a=b&user=s3cret", "?sslpassword=s3cret", "?ApplicationName=s3cret"})
    void a_url_parameter_that_overrides_a_setting_is_rejected(String query) {
        assertThatThrownBy(() -> TargetSettings.of("t", URL + query, "u", null))
                .hasMessageContaining("the url sets")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_missing_user_is_rejected() {
        assertThatThrownBy(() -> TargetSettings.of("t", URL, " ", null))
                .hasMessageContaining("target t: user is missing");
    }

    @Test
    void a_password_and_a_password_file_together_are_rejected() {
        assertThatThrownBy(() -> TargetSettings.of("t", URL, new Credentials("u", "s3cret", "/run/secrets/pg")))
                .hasMessageContaining("both password and password-file")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> settings(null, null, "r", "s3cret", "/run/secrets/pg"))
                .hasMessageContaining("both reserve-password and reserve-password-file");
    }

    @Test
    void toString_of_target_settings_shows_no_secret() {
        TargetSettings settings = settings("s3cret", null, "reserve", "s3cret2", null);
        assertThat(settings.toString())
                .contains("id=t", "credentials=u", "reserveCredentials=reserve")
                .doesNotContain("s3cret");
    }

    private static TargetSettings settings(
            String password, String file, String reserve, String reservePassword, String reserveFile) {
        return TargetSettings.of("t", URL, new Credentials("u", password, file))
                .withReserveCredentials(new Credentials(reserve, reservePassword, reserveFile));
    }
}
