package io.connwarden.console.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/**
 * The problem for a request that the web server refuses before any filter, such as a path that is no UTF-8. The server
 * would answer with a page in HTML.
 */
public final class ProblemReportValve extends ErrorReportValve {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    /** Returns the configuration of a server with this valve. */
    public static WebServerFactoryCustomizer<TomcatServletWebServerFactory> customizer() {
        return factory -> factory.addContextCustomizers(context ->
                ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemReportValve.class.getName()));
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null
                || !status.isError()
                || response.getContentWritten() > 0
                || response.isCommitted()
                || !response.setErrorReported()) {
            return;
        }
        String detail = "the web server refused the request before it reached a route: "
                + (response.getMessage() == null ? "its path, a header or its form is invalid" : response.getMessage());
        try {
            write(request, response, status, detail);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("An error was not reported: the client has left", gone);
        }
    }

    /** Writes the problem of a request that no filter has seen. */
    public static void write(Request request, Response response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(ProblemWriter.problem(request, status, detail)));
    }
}
