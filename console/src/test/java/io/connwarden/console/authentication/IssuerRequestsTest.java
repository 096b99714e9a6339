package io.connwarden.console.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

class IssuerRequestsTest {
    private static final MockClientHttpRequest REQUEST =
            new MockClientHttpRequest(HttpMethod.GET, URI.create("http://127.0.0.1:1/keys"));
    private static final ClientHttpRequestExecution UP =
            (request, body) -> new MockClientHttpResponse(new byte[0], HttpStatus.OK);

    private final AtomicInteger asked = new AtomicInteger();
    private final List<Long> time = new ArrayList<>(List.of(0L));
    private final IssuerRequests requests = new IssuerRequests(() -> time.get(0));

    @Test
    void after_a_failure_the_issuer_is_left_alone_for_a_while() throws Exception {
        ClientHttpRequestExecution down = (request, body) -> {
            asked.incrementAndGet();
            throw new IOException("timed out");
        };
        assertThatThrownBy(() -> requests.intercept(REQUEST, new byte[0], down)).hasMessage("timed out");
        time.set(0, IssuerRequests.FAILURE_TIME.toNanos() - 1);
        assertThatThrownBy(() -> requests.intercept(REQUEST, new byte[0], down))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("within the last 5 s");
        assertThat(asked).hasValue(1);
        time.set(0, IssuerRequests.FAILURE_TIME.toNanos());
        assertThat(requests.intercept(REQUEST, new byte[0], UP).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void a_request_beside_four_others_fails_at_once() throws Exception {
        assertThat(nested(4)).isEqualTo(HttpStatus.OK);
        assertThatThrownBy(() -> nested(5)).hasMessageContaining("4 requests wait for the issuer");
    }

    /** Sends requests of which each begins before the one before it has ended. */
    private Object nested(int count) throws IOException {
        ClientHttpRequestExecution inner = count == 1
                ? UP
                : (request, body) -> {
                    nested(count - 1);
                    return UP.execute(request, body);
                };
        return requests.intercept(REQUEST, new byte[0], inner).getStatusCode();
    }
}
