package io.connwarden.configuration;

import org.jspecify.annotations.Nullable;

/**
 * An unknown configuration key.
 *
 * @param key as written in the configuration
 * @param nearest the most similar known key; null if none is similar
 */
public record UnknownKey(String key, @Nullable String nearest) {

    /** Returns the error message, one sentence. */
    public String message() {
        String advice = nearest == null ? "remove or correct it." : "did you mean '" + nearest + "'?";
        return "Unknown configuration key '" + key + "': " + advice;
    }
}
