package io.connwarden.console.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
    private static final String ID = "0123abcd";
    private static final String SECRET = "00112233445566778899aabbccddeeff".repeat(2);

    @Test
    void a_new_token_is_read_from_its_text() {
        BearerToken token = BearerToken.create(new SecureRandom());
        BearerToken read = BearerToken.parse(token.text()).orElseThrow();
        assertThat(read.id()).isEqualTo(token.id());
        assertThat(read.hash()).isEqualTo(token.hash());
        assertThat(read.hasHash(token.hash())).isTrue();
        assertThat(BearerToken.create(new SecureRandom()).text()).isNotEqualTo(token.text());
    }

    @Test
    void the_hash_is_the_sha_256_of_the_32_bytes_of_the_secret() throws Exception {
        BearerToken token = BearerToken.parse("cw_" + ID + "_" + SECRET).orElseThrow();
        byte[] expected =
                MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(SECRET));
        assertThat(token.hash()).isEqualTo(HexFormat.of().formatHex(expected));
        assertThat(token.hasHash("0".repeat(64))).isFalse();
    }

    @Test
    void the_secret_is_not_printed() {
        BearerToken token = BearerToken.parse("cw_" + ID + "_" + SECRET).orElseThrow();
        assertThat(token.toString()).contains(ID).doesNotContain(SECRET.substring(0, 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cw_",
                "cw_0123abcd",
                "cw_0123abcd_",
                "cw_0123ABCD_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
                "cx_0123abcd_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
                "cw_0123abcd_00112233445566778899aabbccddeeff00112233445566778899aabbccddeefg",
                "cw_0123abcd_00112233445566778899aabbccddeeff00112233445566778899aabbccddee",
                "cw_0123abcd_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00"
            })
    void another_text_is_no_token(String text) {
        assertThat(BearerToken.parse(text)).isEmpty();
    }
}
