package io.connwarden.console.body;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.CallerArgument;
import io.connwarden.console.limit.ConcurrencyLimit;
import io.connwarden.console.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The reading of the body of an authenticated request. A body that is not complete in time is answered with 408. A
 * limited number of requests wait for their bodies, so that they never occupy all threads of the web server.
 */
public final class BodyFilter extends OncePerRequestFilter {
    /** The maximum time from the first to the last byte, however often one arrives. */
    static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** A third of the threads of the web server. */
    private static final int MAX_WAITING = 64;

    private static final int MAX_WAITING_PER_CALLER = 16;

    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final ConcurrencyLimit waitingPerCaller = new ConcurrencyLimit(MAX_WAITING_PER_CALLER);
    private final ProblemWriter problems;

    public BodyFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller = CallerArgument.of(request);
        if (caller.isEmpty()
                || !(request.getAttribute(IncomingBody.ATTRIBUTE) instanceof IncomingBody body)
                || body.isComplete()) {
            chain.doFilter(request, response);
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HttpStatus status = read(body, bytes, caller.get());
        if (status == HttpStatus.OK) {
            chain.doFilter(new BufferedBodyRequest(request, bytes.toByteArray()), response);
        } else {
            refuse(request, response, status);
        }
    }

    private HttpStatus read(IncomingBody body, ByteArrayOutputStream bytes, Caller caller) {
        try {
            return body.readArrived(bytes) ? HttpStatus.OK : await(body, bytes, caller);
        } catch (IOException ended) {
            return HttpStatus.BAD_REQUEST;
        }
    }

    private HttpStatus await(IncomingBody body, ByteArrayOutputStream bytes, Caller caller) throws IOException {
        if (!waitingPerCaller.tryAcquire(caller.identity())) {
            return HttpStatus.TOO_MANY_REQUESTS;
        }
        try {
            if (!waiting.tryAcquire()) {
                return HttpStatus.SERVICE_UNAVAILABLE;
            }
            try {
                return body.read(bytes, MAX_WAIT) ? HttpStatus.OK : HttpStatus.REQUEST_TIMEOUT;
            } finally {
                waiting.release();
            }
        } finally {
            waitingPerCaller.release(caller.identity());
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status)
            throws IOException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        if (status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(MAX_WAIT.toSeconds()));
        }
        problems.write(request, response, status, detail(status));
    }

    private static String detail(HttpStatus status) {
        return switch (status) {
            case REQUEST_TIMEOUT ->
                "the body was not complete " + MAX_WAIT.toSeconds() + " s after the headers; send all of it at once";
            case TOO_MANY_REQUESTS ->
                MAX_WAITING_PER_CALLER + " requests of the token wait for the rest of their bodies; send each body at"
                        + " once";
            case SERVICE_UNAVAILABLE ->
                MAX_WAITING + " requests wait for the rest of their bodies; send the request again";
            default -> "the connection ended before the body; Content-Length must be the length of the body";
        };
    }
}
