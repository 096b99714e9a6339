package io.connwarden.console.description;

import io.connwarden.console.web.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;

/**
 * The check of the query parameters of every described route, against the description: unknown and repeated names, and
 * numbers, flags and constants. A misspelled name is refused, because a default would hold instead. The endpoints of
 * the guide have defaults for empty values, and check the values themselves.
 */
public final class ParameterInterceptor implements HandlerInterceptor {
    private static final String API = "/api/v1/";

    /** The parameters of each path, by the method in lower case. */
    private final Map<PathPattern, Map<String, Map<String, JsonNode>>> routes = new HashMap<>();

    /** @param document the description */
    public ParameterInterceptor(JsonNode document) {
        document.get("paths").properties().forEach(path -> {
            Map<String, Map<String, JsonNode>> methods = new HashMap<>();
            path.getValue()
                    .properties()
                    .forEach(operation -> methods.put(operation.getKey(), parameters(operation.getValue(), document)));
            routes.put(PathPatternParser.defaultInstance.parse(path.getKey()), methods);
        });
    }

    private static Map<String, JsonNode> parameters(JsonNode operation, JsonNode document) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        for (JsonNode each : operation.path("parameters")) {
            JsonNode parameter = resolve(each, document);
            if (parameter.get("in").stringValue().equals("query")) {
                parameters.put(parameter.get("name").stringValue(), resolve(parameter.get("schema"), document));
            }
        }
        return parameters;
    }

    private static JsonNode resolve(JsonNode node, JsonNode document) {
        return node.has("$ref")
                ? resolve(document.at(node.get("$ref").stringValue().substring(1)), document)
                : node;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod && request.getDispatcherType() == DispatcherType.REQUEST) {
            String path = request.getRequestURI();
            Map<String, JsonNode> known = known(path, request.getMethod());
            if (known != null) {
                request.getParameterMap().forEach((name, values) -> {
                    JsonNode schema = schemaOf(name, values, known);
                    if (path.startsWith(API)) {
                        check(name, values[0], schema);
                    }
                });
            }
        }
        return true;
    }

    /** Returns the parameters of the path with the fewest variables; null for a path that is not described. */
    private @Nullable Map<String, JsonNode> known(String path, String method) {
        PathContainer parsed = PathContainer.parsePath(path);
        String name = method.equals(HttpMethod.HEAD.name()) ? "get" : method.toLowerCase(Locale.ROOT);
        return routes.entrySet().stream()
                .filter(route ->
                        route.getKey().matches(parsed) && route.getValue().containsKey(name))
                .min(Map.Entry.comparingByKey(PathPattern.SPECIFICITY_COMPARATOR))
                .map(route -> route.getValue().get(name))
                .orElse(null);
    }

    private static JsonNode schemaOf(String name, String[] values, Map<String, JsonNode> known) {
        JsonNode schema = known.get(name);
        if (schema == null) {
            throw ProblemException.badRequest("'" + abbreviate(name) + "' is not a parameter of this route; "
                    + (known.isEmpty()
                            ? "it has no parameters"
                            : "its parameters are " + String.join(", ", known.keySet())));
        }
        if (values.length > 1) {
            throw ProblemException.invalid(name, "given once", abbreviate(String.join("', '", values)));
        }
        return schema;
    }

    private static void check(String name, String value, JsonNode schema) {
        if (schema.has("enum")) {
            if (schema.get("enum")
                    .valueStream()
                    .noneMatch(each -> each.stringValue().equals(value))) {
                String accepted = schema.get("enum")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .collect(Collectors.joining(", "));
                throw ProblemException.invalid(name, "one of " + accepted, abbreviate(value));
            }
            return;
        }
        String type = schema.path("type").stringValue("");
        if (type.equals("boolean") && !value.equals("true") && !value.equals("false")) {
            throw ProblemException.invalid(name, "true or false", abbreviate(value));
        }
        if (type.equals("integer") && !isInRange(value, schema)) {
            throw ProblemException.invalid(
                    name, schema.get("minimum") + " to " + schema.get("maximum"), abbreviate(value));
        }
    }

    private static boolean isInRange(String value, JsonNode schema) {
        if (!value.matches("-?[0-9]{1,9}")) {
            return false;
        }
        int number = Integer.parseInt(value);
        return number >= schema.get("minimum").intValue()
                && number <= schema.get("maximum").intValue();
    }

    private static String abbreviate(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
