package io.connwarden.configuration;

/**
 * The error of an invalid configuration. The message is one sentence with the key, the value, and the allowed values.
 */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidConfigurationException(String sentence) {
        super(sentence);
    }
}
