package io.connwarden.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key split into its elements, in a canonical form. {@code healthCheckInterval}, {@code health-check-interval} and
 * {@code health_check_interval} are equal, and all indexes are equal.
 */
record KeyPath(List<String> elements) {
    /** The element for any index or map key. */
    static final String INDEX = "[]";
    /** The last element for all keys below. */
    static final String ANYTHING = "**";

    private static final Pattern ELEMENT = Pattern.compile("\\[[^\\]]*\\]|[^.\\[]+");

    KeyPath {
        elements = List.copyOf(elements);
    }

    static KeyPath of(String key) {
        List<String> elements = new ArrayList<>();
        Matcher matcher = ELEMENT.matcher(key);
        while (matcher.find()) {
            elements.add(canonical(matcher.group()));
        }
        return new KeyPath(elements);
    }

    /** Returns true if this known path covers the path of a configured key. */
    boolean covers(KeyPath found) {
        int last = elements.size() - 1;
        if (elements.get(last).equals(ANYTHING)) {
            return found.elements.size() > last
                    && found.elements.subList(0, last).equals(elements.subList(0, last));
        }
        return elements.equals(found.elements);
    }

    private static String canonical(String element) {
        if (element.startsWith("[") || element.equals(ANYTHING)) {
            return element.startsWith("[") ? INDEX : ANYTHING;
        }
        return element.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
