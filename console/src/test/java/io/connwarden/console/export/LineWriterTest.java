package io.connwarden.console.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class LineWriterTest {
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @AfterEach
    void forgetRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void an_export_goes_on_after_a_part() throws Exception {
        LineWriter lines = begin("GET");
        lines.write("a\n");
        assertThat(lines.flush()).isTrue();
        assertThat(response.getContentAsString()).isEqualTo("a\n");
    }

    @Test
    void a_request_for_the_headers_ends_after_the_first_part() throws Exception {
        assertThat(begin("HEAD").flush()).isFalse();
        assertThat(response.getContentType()).isEqualTo("application/jsonl;charset=UTF-8");
        assertThat(response.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"a.jsonl\"");
    }

    private LineWriter begin(String method) throws Exception {
        RequestContextHolder.setRequestAttributes(
                new ServletRequestAttributes(new MockHttpServletRequest(method, "/")));
        return LineWriter.begin(response, LineWriter.JSON_LINES, "a.jsonl");
    }
}
