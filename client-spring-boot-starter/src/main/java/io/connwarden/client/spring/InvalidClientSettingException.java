package io.connwarden.client.spring;

import org.jspecify.annotations.Nullable;

/** A setting of the client that prevents the start. It names the setting, its value and the remedy. */
final class InvalidClientSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String value;
    private final String reason;
    private final String remedy;

    InvalidClientSettingException(
            String setting, String value, String reason, String remedy, @Nullable Throwable cause) {
        super(setting + "=" + value + ": " + reason + ". " + remedy, cause);
        this.setting = setting;
        this.value = value;
        this.reason = reason;
        this.remedy = remedy;
    }

    String description() {
        return "The setting " + setting + " with the value '" + value + "' is wrong: " + reason + ".";
    }

    String remedy() {
        return remedy;
    }
}
