package io.connwarden.console;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

/** The filters of the console in the order of their execution. */
enum FilterOrder {
    HEADERS(-300),
    LINKS(-298),
    AUDIT(-295),
    HOST(-290),
    /** Before the access rules, because a preflight request has no token. */
    CORS(-285),
    BODY_LIMIT(-280),
    SECURITY(-270),
    /** After the access rules, because no body is read without a caller. */
    BODY(-265),
    LOCAL_HEALTH(-260);

    private final int position;

    FilterOrder(int position) {
        this.position = position;
    }

    /**
     * Returns the registration of a filter for every path. The order in an annotation of a bean method would have no
     * effect beside a registration.
     */
    <T extends Filter> FilterRegistrationBean<T> register(T filter) {
        FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(position);
        if (this == SECURITY) {
            registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        }
        return registration;
    }
}
