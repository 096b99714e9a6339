package io.connwarden.console;

import io.connwarden.console.command.CommandVerb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes that a running console has registered, besides the error page of Spring. */
final class RegisteredRoutes {

    /**
     * A route.
     *
     * @param pattern the path with its variables
     * @param condition the query that selects the method; empty without one
     */
    record Route(String method, String pattern, String condition, HandlerMethod handler) {

        /** Returns a path of this route with its condition. */
        String sample() {
            String path = pattern.replace(VERBS, "cleanup")
                    .replaceAll("\\{[^}]*}", "sample")
                    .replace("**", "sample");
            return path + (condition.isEmpty() ? "" : "?" + condition);
        }

        /** Returns the paths of the description: one for each verb. */
        List<String> paths() {
            return pattern.contains(VERBS)
                    ? Stream.of(CommandVerb.PATTERN.split("\\|"))
                            .map(verb -> pattern.replace(VERBS, verb))
                            .toList()
                    : List.of(pattern);
        }

        @Override
        public String toString() {
            return method + " " + sample();
        }
    }

    private static final String VERBS = "{verb:" + CommandVerb.PATTERN + "}";

    private RegisteredRoutes() {}

    static List<Route> of(ConfigurableApplicationContext console) {
        List<Route> routes = new ArrayList<>();
        console.getBeansOfType(RequestMappingHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().forEach((info, handler) -> {
                    if (!ErrorController.class.isAssignableFrom(handler.getBeanType())) {
                        add(info, handler, routes);
                    }
                }));
        routes.sort(Comparator.comparing(Route::toString));
        return routes;
    }

    private static void add(RequestMappingInfo info, HandlerMethod handler, List<Route> routes) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        String query = info.getParamsCondition().getExpressions().stream()
                .map(Object::toString)
                .collect(Collectors.joining("&"));
        for (String pattern : info.getPatternValues()) {
            Stream<String> names = methods.isEmpty()
                    ? Stream.of("GET", "POST")
                    : methods.stream().map(RequestMethod::name);
            names.forEach(method -> routes.add(new Route(method, pattern, query, handler)));
        }
    }
}
