package io.connwarden.configuration;

/** The configuration cannot be used. The message is one sentence naming the key, the value and what is allowed. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidConfigurationException(String sentence) {
        super(sentence);
    }
}
