package io.connwarden.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration that nobody reads.
 *
 * @param key as it was written
 * @param nearest the known key it most resembles; null when none is near
 */
public record UnknownKey(String key, @Nullable String nearest) {

    /** One sentence for the person who wrote it. */
    public String message() {
        String advice = nearest == null ? "remove it or correct it." : "did you mean '" + nearest + "'?";
        return "Unknown configuration key '" + key + "': " + advice;
    }
}
