package io.connwarden.console.export;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/** The writer of a response with one line per item, which a browser saves as a file. Not thread-safe. */
public final class LineWriter {
    public static final MediaType JSON_LINES = new MediaType("application", "jsonl");

    private final PrintWriter out;

    LineWriter(PrintWriter out) {
        this.out = out;
    }

    /**
     * Begins a response.
     *
     * @param fileName ASCII without quotes
     */
    public static LineWriter begin(HttpServletResponse response, MediaType type, String fileName) throws IOException {
        response.setContentType(new MediaType(type, StandardCharsets.UTF_8).toString());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        return new LineWriter(response.getWriter());
    }

    /** Writes text with the end of its line. */
    public void write(String text) {
        out.write(text);
    }

    /** Sends the text so far. Returns false if the reader has left, so that further text is of no use. */
    public boolean flush() {
        return !out.checkError();
    }
}
