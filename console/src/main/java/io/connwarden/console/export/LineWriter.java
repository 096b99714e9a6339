package io.connwarden.console.export;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The writer of a response with one line per item, which a browser saves as a file. Not thread-safe. */
public final class LineWriter {
    public static final MediaType JSON_LINES = new MediaType("application", "jsonl");

    private final PrintWriter out;
    private final boolean isHead;

    LineWriter(PrintWriter out, boolean isHead) {
        this.out = out;
        this.isHead = isHead;
    }

    /**
     * Begins a response.
     *
     * @param fileName ASCII without quotes
     */
    public static LineWriter begin(HttpServletResponse response, MediaType type, String fileName) throws IOException {
        response.setContentType(new MediaType(type, StandardCharsets.UTF_8).toString());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        return new LineWriter(response.getWriter(), isHead());
    }

    /** Writes text with the end of its line. */
    public void write(String text) {
        out.write(text);
    }

    private static boolean isHead() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && attributes.getRequest().getMethod().equals(HttpMethod.HEAD.name());
    }

    /**
     * Sends the text so far. Returns false if further text is of no use: the reader has left, or the method is HEAD,
     * which asks for the headers only.
     */
    public boolean flush() {
        return !isHead && !out.checkError();
    }
}
