package io.connwarden.contracts.codec;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A media type in lower case.
 *
 * @param value without its parameters, such as {@code application/json}
 * @param charset the parameter {@code charset}; empty without one
 */
record ContentType(String value, String charset) {
    static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";
    private static final String CLOUDEVENTS = "application/cloudevents";
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([^\"';\\s]+)", Pattern.CASE_INSENSITIVE);
    /** The encodings that the parser detects by itself. */
    private static final Set<String> JSON_CHARSETS =
            Set.of("", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be");

    static ContentType of(String header) {
        int parameters = header.indexOf(';');
        String type = parameters < 0 ? header : header.substring(0, parameters);
        Matcher charset = CHARSET.matcher(header);
        return new ContentType(
                type.strip().toLowerCase(Locale.ROOT),
                charset.find() ? charset.group(1).toLowerCase(Locale.ROOT) : "");
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

    /** @param isBinary true if the attributes of the event are headers */
    void check(boolean isBinary) throws DecodeException {
        if (isCloudEvent() && !isJsonCloudEvent()) {
            throw new DecodeException(
                    "content-type must be application/cloudevents+json, was " + TruncatedText.quote(value));
        }
        if (isBinary && !isJson()) {
            throw new DecodeException(
                    "content-type must be application/json in binary mode, was " + TruncatedText.quote(value));
        }
    }

    /** Checks that the bytes mean the same in the declared character set and in UTF-8. */
    void checkCharset(byte[] bytes) throws DecodeException {
        if (JSON_CHARSETS.contains(charset)) {
            return;
        }
        for (byte each : bytes) {
            if (each < 0) {
                throw new DecodeException("value must be JSON in UTF-8, content-type declares charset "
                        + TruncatedText.quote(charset) + " and the value has a character outside ASCII");
            }
        }
    }
}
