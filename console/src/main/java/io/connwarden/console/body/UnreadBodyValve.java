package io.connwarden.console.body;

import io.connwarden.console.web.ProblemReportValve;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;

/**
 * The end of a request with a body that no route has read, such as a refused one. The web server would wait in its
 * thread for the rest of the body, up to its socket timeout, so that a few hundred such requests stop all others. Here
 * the connection ends after the response. A form is refused at once, because the server and several filters wait for
 * its body before any access rule.
 */
public final class UnreadBodyValve extends ValveBase {
    /** A connection that ends with unread bytes can lose its response, so that a few of them are read for a moment. */
    private static final int MAX_LINGERING = 16;

    private static final Duration MAX_LINGER = Duration.ofSeconds(1);

    private final Semaphore lingering = new Semaphore(MAX_LINGERING);

    private UnreadBodyValve() {
        super(true);
    }

    /** Returns the configuration of a server with this valve. */
    public static WebServerFactoryCustomizer<TomcatServletWebServerFactory> customizer() {
        return factory -> {
            factory.addEngineValves(new UnreadBodyValve());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    // A response before the end of the body then has the header Connection: close.
                    http.setMaxSwallowSize(0);
                }
            });
        };
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        IncomingBody body = new IncomingBody(request.getCoyoteRequest());
        request.setAttribute(IncomingBody.ATTRIBUTE, body);
        // The server may have refused the path before, and then it ignores a further answer.
        if (isForm(request) && !body.isComplete() && !response.isError()) {
            ProblemReportValve.write(
                    request,
                    response,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "the header Content-Type must be application/json, was '" + request.getContentType() + "'");
        } else {
            getNext().invoke(request, response);
        }
        if (!request.isAsync() && !body.isComplete()) {
            response.finishResponse();
            linger(body);
            body.abandon();
        }
    }

    private void linger(IncomingBody body) {
        if (lingering.tryAcquire()) {
            try {
                body.read(OutputStream.nullOutputStream(), MAX_LINGER);
            } catch (IOException gone) {
                container.getLogger().debug("The rest of a body was not read: the client has left", gone);
            } finally {
                lingering.release();
            }
        }
    }

    private static boolean isForm(Request request) {
        String type = request.getContentType();
        String name = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
        return name.startsWith("application/x-www-form-urlencoded") || name.startsWith("multipart/");
    }
}
