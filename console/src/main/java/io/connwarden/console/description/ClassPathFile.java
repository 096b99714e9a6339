package io.connwarden.console.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A text of the class path. */
final class ClassPathFile {
    private ClassPathFile() {}

    /** @param resource the absolute name, such as {@code /io/connwarden/contracts/asyncapi.yaml} */
    static String text(String resource) {
        try (InputStream in = ClassPathFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing on the class path: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
