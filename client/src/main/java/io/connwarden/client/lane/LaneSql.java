package io.connwarden.client.lane;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The statements of the lanes. They are in files of this package, because the client does not depend on the module
 * {@code sql}.
 */
final class LaneSql {
    private LaneSql() {}

    static String read(String file) {
        try (InputStream in = LaneSql.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
