package io.connwarden.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionKeysTest {
    private static final Instant START = Instant.parse("2026-03-04T05:06:07.123456Z");

    @Test
    void an_id_means_its_session_to_the_microsecond_and_needs_no_escape_in_a_url() {
        String id = SessionKeys.session(4711, START);
        assertThat(id).matches("[A-Za-z0-9_-]{" + SessionKeys.LENGTH + "}");
        assertThat(SessionKeys.readSession(id)).contains(new SessionId(4711, START));
        assertThat(SessionKeys.session(4711, START.plusNanos(1000))).isNotEqualTo(id);
    }

    @Test
    void an_id_of_one_kind_is_not_accepted_as_another() {
        assertThat(SessionKeys.readSession(SessionKeys.query(1, START))).isEmpty();
        assertThat(SessionKeys.readTransaction(SessionKeys.session(1, START))).isEmpty();
        assertThat(SessionKeys.readQuery(SessionKeys.query(1, START))).contains(new SessionKeys.Content(1, START));
    }

    @Test
    void a_start_that_is_not_visible_has_no_id() {
        assertThat(SessionKeys.session(1, null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AQ", "AQAAAAAAAAAAAAAAAA", "!!!!!!!!!!!!!!!!!!", "ÄÖÜäöüÄÖÜäöüÄÖÜäöü"})
    void another_text_is_no_id(String text) {
        assertThat(SessionKeys.readSession(text)).isEmpty();
    }

    @Test
    void no_text_of_this_length_causes_an_exception() {
        Random random = new Random(7);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < 10_000; i++) {
            StringBuilder id = new StringBuilder("AQ");
            while (id.length() < SessionKeys.LENGTH) {
                id.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            SessionKeys.readSession(id.toString())
                    .ifPresent(session -> assertThat(session.pid()).isPositive());
        }
    }
}
