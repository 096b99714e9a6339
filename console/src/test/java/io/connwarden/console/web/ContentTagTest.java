package io.connwarden.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;

class ContentTagTest {
    @Test
    void equal_contents_have_equal_tags_and_others_have_other_ones() {
        assertThat(tag("a")).isEqualTo(tag("a")).isNotEqualTo(tag("b")).hasSize(32);
    }

    private static String tag(String content) {
        return ContentTag.of(new ByteArrayResource(content.getBytes(UTF_8)));
    }
}
