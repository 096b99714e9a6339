package io.connwarden.client.spring;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The relation of the router to the data source of the application. */
public enum DataSourceMode {
    /** The data source of the application is the router's. There is one pool of connections. */
    REPLACE,
    /** The router opens its own connections beside the data source of the application. */
    BESIDE,
    /** There is no router. */
    OFF;

    private static final String KEY = "connwarden.client.datasource";

    /** Returns the configured mode. The default is REPLACE, and BESIDE if the router has a URL of its own. */
    static DataSourceMode of(Environment environment) {
        boolean hasOwnUrl = environment.containsProperty("connwarden.client.router.url");
        DataSourceMode mode =
                Binder.get(environment).bind(KEY, DataSourceMode.class).orElse(hasOwnUrl ? BESIDE : REPLACE);
        if (mode == REPLACE && hasOwnUrl) {
            throw new InvalidClientSettingException(
                    KEY,
                    "replace",
                    "a router that replaces the data source takes its URL, but connwarden.client.router.url is set too",
                    "Remove connwarden.client.router.url, or set " + KEY + "=beside.",
                    null);
        }
        return mode;
    }
}
