package io.connwarden.contracts.codec;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents attributes in the headers of a record. The prefix of the Kafka binding is {@code ce_}. The prefixes
 * of the HTTP, AMQP and JMS bindings are read too, and so are values that a producer has written as JSON strings.
 */
final class HeaderAttributes {
    private static final List<String> PREFIXES = List.of("ce_", "ce-", "cloudEvents:", "cloudEvents_");
    private static final List<List<String>> CONTENT_TYPES =
            List.of(List.of("content-type"), List.of("contentType", "content_type"), names("datacontenttype"));

    private final TextHeaders headers;

    HeaderAttributes(Map<String, byte[]> headers) {
        this.headers = new TextHeaders(headers);
    }

    /** Returns true if the headers contain an event, so that the value is its data. */
    boolean arePresent() {
        return headers.hasOneOf(names("specversion"));
    }

    /** Returns the media type of the value; null if no header states it. */
    @Nullable ContentType contentType() throws DecodeException {
        for (List<String> names : CONTENT_TYPES) {
            for (String text : headers.texts(names).values()) {
                if (!text.isBlank()) {
                    return ContentType.of(QuotedText.unquoteAll(text));
                }
            }
        }
        return null;
    }

    /**
     * Returns the id or the source; null if no header states it. Quotes may belong to these. They are removed only if
     * the version of the event, which never has quotes, is quoted as well.
     */
    @Nullable String identity(String attribute) throws DecodeException {
        int layers = headers.texts(names("specversion")).values().stream()
                .mapToInt(QuotedText::layers)
                .max()
                .orElse(0);
        return single(attribute, headers.texts(names(attribute)), text -> QuotedText.unquote(text, layers));
    }

    /** Returns another attribute, which never has quotes; null if no header states it. */
    @Nullable String text(String attribute) throws DecodeException {
        return single(attribute, headers.texts(names(attribute)), QuotedText::unquoteAll);
    }

    /** The conversion of a header value to the value of an attribute. */
    private interface Conversion {
        String apply(String text);
    }

    private static @Nullable String single(String attribute, SortedMap<String, String> texts, Conversion conversion)
            throws DecodeException {
        Set<String> values = new LinkedHashSet<>();
        texts.values().forEach(text -> values.add(conversion.apply(text)));
        if (values.size() > 1) {
            throw new DecodeException(attribute + " must have one value, headers "
                    + String.join(" and ", texts.keySet()) + " have " + quoted(values));
        }
        return values.isEmpty() ? null : values.iterator().next();
    }

    private static String quoted(Collection<String> values) {
        return String.join(" and ", values.stream().map(TruncatedText::quote).toList());
    }

    private static List<String> names(String attribute) {
        return PREFIXES.stream().map(prefix -> prefix + attribute).toList();
    }
}
