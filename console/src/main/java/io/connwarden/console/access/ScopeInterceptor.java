package io.connwarden.console.access;

import io.connwarden.console.web.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * The check of every route before its execution. The caller must be known and have the scope of {@link RequiresScope}.
 * The caller must be permitted for every target that the path or the parameter {@code target} names. A route without
 * the annotation is refused for every caller. A static file is no route, and a {@link PublicRoute} is open.
 */
public final class ScopeInterceptor implements HandlerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ScopeInterceptor.class);

    private final ActionPolicy actions;

    public ScopeInterceptor(ActionPolicy actions) {
        this.actions = actions;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // An error of the server is rendered by a route of Spring, after the request was checked.
        if (handler instanceof HandlerMethod route
                && request.getDispatcherType() != DispatcherType.ERROR
                && !isPublic(route)
                && !isOptions(route)) {
            Caller caller = CallerArgument.of(request).orElseThrow(ProblemException::unauthenticated);
            NamedTargets.of(request).forEach(caller::requireTarget);
            RequiresScope rule = ruleOf(route).orElseThrow(() -> {
                LOG.error("Route {} has no @RequiresScope: every request is refused", route);
                return ProblemException.forbidden("the route has no access rule, so that no token permits it");
            });
            caller.require(rule.value());
            if (rule.value() != Scope.READ || rule.acts()) {
                actions.check(caller, request);
            }
        }
        return true;
    }

    /** Returns true for the handler of Spring that answers OPTIONS with the methods of a path. */
    private static boolean isOptions(HandlerMethod route) {
        return route.getBeanType().getEnclosingClass() == RequestMappingInfoHandlerMapping.class;
    }

    /** Returns true for a route that needs no token. */
    public static boolean isPublic(HandlerMethod route) {
        return AnnotatedElementUtils.hasAnnotation(route.getBeanType(), PublicRoute.class);
    }

    /** Returns the scope of a route; empty for a route without a rule. */
    public static Optional<Scope> scopeOf(HandlerMethod route) {
        return ruleOf(route).map(RequiresScope::value);
    }

    /** Returns the rule of a route: that of its method, otherwise that of its class. */
    private static Optional<RequiresScope> ruleOf(HandlerMethod route) {
        return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(route.getMethod(), RequiresScope.class))
                .or(() -> Optional.ofNullable(
                        AnnotatedElementUtils.findMergedAnnotation(route.getBeanType(), RequiresScope.class)));
    }
}
