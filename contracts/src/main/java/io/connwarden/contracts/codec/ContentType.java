package io.connwarden.contracts.codec;

import java.util.Locale;

/**
 * A media type without its parameters, in lower case.
 *
 * @param value such as {@code application/json}
 */
record ContentType(String value) {
    static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";
    private static final String CLOUDEVENTS = "application/cloudevents";

    static ContentType of(String header) {
        int parameters = header.indexOf(';');
        String type = parameters < 0 ? header : header.substring(0, parameters);
        return new ContentType(type.strip().toLowerCase(Locale.ROOT));
    }

    boolean isCloudEvent() {
        return value.startsWith(CLOUDEVENTS);
    }

    boolean isJsonCloudEvent() {
        return value.equals(CLOUDEVENTS + "+json");
    }

    boolean isJson() {
        return value.equals("application/json") || value.equals("text/json") || value.endsWith("+json");
    }
}
