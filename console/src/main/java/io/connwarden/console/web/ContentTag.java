package io.connwarden.console.web;

import io.connwarden.contracts.value.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.Resource;

/** The entity tag of a file or an answer: a hash of its content, so that it is equal on every instance. */
public final class ContentTag {
    private static final int DIGITS = 32;

    private ContentTag() {}

    /** Returns the tag of a file, without quotation marks. */
    public static String of(Resource file) {
        try {
            return of(file.getContentAsByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the tag of a content, without quotation marks. */
    public static String of(byte[] content) {
        return Sha256.hex(content).substring(0, DIGITS);
    }
}
