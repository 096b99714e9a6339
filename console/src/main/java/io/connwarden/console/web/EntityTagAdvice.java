package io.connwarden.console.web;

import io.connwarden.console.web.Revalidated.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** The entity tags of the routes with {@link Revalidated}. A tag is a hash, so it is equal on every instance. */
@RestControllerAdvice
public class EntityTagAdvice implements ResponseBodyAdvice<Object> {
    private static final int MAX_AGE_ERROR_SECONDS = 10;

    /** A browser keeps the answer for itself and asks before each use. */
    private static final String CACHE_CONTROL = "private, no-cache";

    private final JsonMapper json;
    private final JsonMapper withoutAge;
    private final InstantSource clock;

    private static final class WithoutAge extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean hasIgnoreMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member.getName().equals("ageSeconds") || super.hasIgnoreMarker(config, member);
        }
    }

    public EntityTagAdvice(JsonMapper json, InstantSource clock) {
        this.json = json;
        this.withoutAge =
                json.rebuild().annotationIntrospector(new WithoutAge()).build();
        this.clock = clock;
    }

    @Override
    public boolean supports(MethodParameter route, Class<? extends HttpMessageConverter<?>> converter) {
        return route.hasMethodAnnotation(Revalidated.class);
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter route,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        ServletWebRequest exchange = new ServletWebRequest(
                ((ServletServerHttpRequest) request).getServletRequest(),
                ((ServletServerHttpResponse) response).getServletResponse());
        Content content = Objects.requireNonNull(route.getMethodAnnotation(Revalidated.class))
                .value();
        if (body == null || (content == Content.NAMED_SAMPLE && !namesSample(exchange.getRequest()))) {
            return body;
        }
        Objects.requireNonNull(exchange.getResponse()).setHeader(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL);
        return exchange.checkNotModified(tag(body, content)) ? null : body;
    }

    private static boolean namesSample(HttpServletRequest request) {
        return request.getParameter("at") != null || request.getParameter("cursor") != null;
    }

    private String tag(Object body, Content content) {
        if (content == Content.EXACT) {
            return '"' + ContentTag.of(body instanceof byte[] bytes ? bytes : json.writeValueAsBytes(body)) + '"';
        }
        String values = ContentTag.of(withoutAge.writeValueAsBytes(body));
        long time = clock.instant().getEpochSecond() / MAX_AGE_ERROR_SECONDS;
        return "W/\"" + values + (content == Content.WITH_AGE ? "-" + time : "") + '"';
    }
}
