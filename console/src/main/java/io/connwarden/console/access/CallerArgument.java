package io.connwarden.console.access;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** The argument {@link Caller} of a route: the authenticated sender, which a filter stored in the request. */
public final class CallerArgument implements HandlerMethodArgumentResolver {
    /** The name of the request attribute with the {@link Caller}. */
    public static final String ATTRIBUTE = Caller.class.getName();

    private static final Caller LOCAL = new Caller("local", Set.of(Scope.READ), Optional.empty());

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Object caller = request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        return caller == null ? LOCAL : caller;
    }
}
