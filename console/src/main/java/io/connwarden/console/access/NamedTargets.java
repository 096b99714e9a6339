package io.connwarden.console.access;

import io.connwarden.console.web.ConsolePaths;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.web.servlet.HandlerMapping;

/** The targets that a request names: in its path below {@code /targets/} and in its parameter {@code target}. */
final class NamedTargets {
    private static final String OF_A_TARGET = ConsolePaths.API + "/targets/{id}";

    private NamedTargets() {}

    static Stream<String> of(HttpServletRequest request) {
        String[] parameters = request.getParameterValues("target");
        return Stream.concat(inPath(request), parameters == null ? Stream.empty() : Stream.of(parameters))
                .filter(target -> !target.isEmpty());
    }

    private static Stream<String> inPath(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return String.valueOf(pattern).startsWith(OF_A_TARGET) && variables instanceof Map<?, ?> values
                ? Stream.of(String.valueOf(values.get("id")))
                : Stream.empty();
    }
}
