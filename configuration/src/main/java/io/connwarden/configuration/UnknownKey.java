package io.connwarden.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An unknown configuration key.
 *
 * @param key as written in the configuration
 * @param nearest the most similar known key; null if none is similar
 * @param siblings the last elements of the known keys of the same block; empty if the block is unknown too
 */
public record UnknownKey(String key, @Nullable String nearest, List<String> siblings) {
    public UnknownKey {
        siblings = List.copyOf(siblings);
    }

    /** Returns the error message, one sentence. */
    public String message() {
        String advice = nearest != null
                ? "did you mean '" + nearest + "'?"
                : siblings.isEmpty()
                        ? "remove or correct it."
                        : "remove or correct it. The keys of this block are: " + String.join(", ", siblings) + ".";
        return "Unknown configuration key '" + key + "': " + advice;
    }
}
