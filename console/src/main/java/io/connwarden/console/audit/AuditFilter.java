package io.connwarden.console.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.connwarden.console.access.ActionPolicy;
import io.connwarden.console.access.Caller;
import io.connwarden.console.access.CallerArgument;
import io.connwarden.console.limit.RateLimit;
import io.connwarden.console.web.ConsolePaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The audit log: the first request of a caller from an address in 15 minutes, every action, and every refusal. A line
 * has the caller, the address, the route and the status, and never a token. Of the parameters it has the known ones
 * only, because another one may contain a token.
 */
public final class AuditFilter extends OncePerRequestFilter {
    /** The name of the logger, which an installation may direct to a file of its own. */
    public static final String LOGGER = "connwarden.audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 421, 429);
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int MAX_REFUSALS_PER_MINUTE = 60;
    private static final int MAX_LENGTH = 200;

    private final Cache<String, Boolean> signedIn =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(WINDOW).build();
    private final RateLimit refusalLines = new RateLimit(MAX_REFUSALS_PER_MINUTE);
    private final RateLimit omissionLines = new RateLimit(1);

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return ConsolePaths.isManagement(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } finally {
            record(request, response.getStatus());
        }
    }

    private void record(HttpServletRequest request, int status) {
        Optional<Caller> caller = CallerArgument.of(request);
        caller.ifPresent(known -> recordSignIn(known, request));
        if (REFUSALS.contains(status)) {
            recordRefusal(caller, request, status);
        } else if (ActionPolicy.isAction(request)) {
            LOG.info("action {}", line(caller, request, status));
        }
    }

    private void recordSignIn(Caller caller, HttpServletRequest request) {
        String key = caller.identity() + " " + request.getRemoteAddr();
        if (signedIn.asMap().putIfAbsent(key, true) == null) {
            LOG.info("sign-in {}", line(caller.name(), caller.identity(), request));
        }
    }

    private void recordRefusal(Optional<Caller> caller, HttpServletRequest request, int status) {
        String address = request.getRemoteAddr();
        if (refusalLines.take(address).isEmpty()) {
            LOG.warn("refused {}", line(caller, request, status));
        } else if (omissionLines.take(address).isEmpty()) {
            LOG.warn(
                    "refused address={} more than {} per minute; further refusals are not logged",
                    address,
                    MAX_REFUSALS_PER_MINUTE);
        }
    }

    private static String line(Optional<Caller> caller, HttpServletRequest request, int status) {
        return line(
                        caller.map(Caller::name).orElse("-"),
                        caller.map(Caller::identity).orElse("-"),
                        request) + " status=" + status;
    }

    private static String line(String name, String identity, HttpServletRequest request) {
        String parameters = Stream.of("action", "target", "dryRun")
                .flatMap(parameter -> value(request, parameter).map(value -> parameter + "=" + value).stream())
                .collect(Collectors.joining("&"));
        String route =
                request.getMethod() + " " + request.getRequestURI() + (parameters.isEmpty() ? "" : "?" + parameters);
        return "name=\"" + printable(name) + "\" caller=" + printable(identity) + " address=" + request.getRemoteAddr()
                + " route=\"" + printable(route) + "\"";
    }

    /** Returns the value of a parameter; a question mark if the server cannot decode the parameters. */
    private static Optional<String> value(HttpServletRequest request, String parameter) {
        try {
            return Optional.ofNullable(request.getParameter(parameter));
        } catch (IllegalStateException | IllegalArgumentException undecodable) {
            return Optional.of("?");
        }
    }

    /** Returns text that cannot begin a line or end a quotation. */
    private static String printable(String text) {
        String shortened = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        return shortened.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?").replace('"', '\'');
    }
}
