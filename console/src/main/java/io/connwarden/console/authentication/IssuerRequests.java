package io.connwarden.console.authentication;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;

/**
 * The limit of requests to the issuer, so that an issuer that hangs occupies few request threads for a short time.
 * After a failure, further requests fail at once for a while. Tokens with known keys need no request. Thread-safe.
 */
final class IssuerRequests implements ClientHttpRequestInterceptor {
    static final Duration TIMEOUT = Duration.ofSeconds(3);
    static final Duration FAILURE_TIME = Duration.ofSeconds(5);
    private static final int MAX_REQUESTS = 4;

    private final Semaphore permits = new Semaphore(MAX_REQUESTS);
    private final LongSupplier nanoTime;
    private volatile long failedAt;
    private volatile boolean hasFailed;

    IssuerRequests(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns a client that obeys the limits. */
    static RestOperations client() {
        SimpleClientHttpRequestFactory connections = new SimpleClientHttpRequestFactory();
        connections.setConnectTimeout(TIMEOUT);
        connections.setReadTimeout(TIMEOUT);
        RestTemplate client = new RestTemplate(connections);
        client.getInterceptors().add(new IssuerRequests(System::nanoTime));
        return client;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        if (hasFailed && nanoTime.getAsLong() - failedAt < FAILURE_TIME.toNanos()) {
            throw new IOException("the issuer did not answer within the last " + FAILURE_TIME.toSeconds() + " s");
        }
        if (!permits.tryAcquire()) {
            throw new IOException(MAX_REQUESTS + " requests wait for the issuer");
        }
        try {
            ClientHttpResponse response = execution.execute(request, body);
            hasFailed = false;
            return response;
        } catch (IOException failure) {
            failedAt = nanoTime.getAsLong();
            hasFailed = true;
            throw failure;
        } finally {
            permits.release();
        }
    }
}
