package io.connwarden.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key split into its elements, written so that all spellings of one key are equal: {@code healthCheckInterval},
 * {@code health-check-interval} and {@code health_check_interval} are the same, and so is every index.
 */
record KeyPath(List<String> elements) {
    /** An element that stands for any index or map key. */
    static final String INDEX = "[]";
    /** As the last element: everything below. */
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

    /** Whether this known path covers the path of a key found. */
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
