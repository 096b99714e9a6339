package io.connwarden.client.spring;

import com.zaxxer.hikari.HikariCredentialsProvider;
import io.connwarden.client.QueryRouter;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.settings.RouterSettingsBuilder;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.Environment;

/** The creation of the router in its two modes, with errors that name the settings of the application. */
final class RouterFactory {
    private static final String PREFIX = "connwarden.client.router";
    private static final int MIN_POOL_SIZE = 2;

    private RouterFactory() {}

    /** Opens a router that replaces a data source. */
    static QueryRouter open(PoolConfiguration pool, BeanFactory beans, Environment environment) {
        RouterProperties properties =
                beans.getBean(ConnwardenClientProperties.class).router();
        if (properties.maxConnections() == null && pool.maximumPoolSize() < MIN_POOL_SIZE) {
            throw new InvalidClientSettingException(
                    "spring.datasource.hikari.maximum-pool-size",
                    Integer.toString(pool.maximumPoolSize()),
                    "the router has two lanes with at least one connection each",
                    "Set it to 2 or more, or set connwarden.client.datasource=off.",
                    null);
        }
        String configuredName = pool.applicationName();
        RouterSettingsBuilder builder = pool.toBuilder()
                .applicationName(configuredName == null ? ApplicationName.of(environment) : configuredName)
                // Statements of the application had no limit before, so only a configured one is set.
                .statementTimeoutEnabled(properties.queryTimeout() != null);
        return open(properties, builder, beans);
    }

    /** Opens a router with connections of its own. */
    static QueryRouter open(RouterConnectionDetails database, BeanFactory beans, Environment environment) {
        RouterProperties properties =
                beans.getBean(ConnwardenClientProperties.class).router();
        RouterSettingsBuilder builder = RouterSettings.forUrl(database.url())
                .user(database.user())
                .password(database.password())
                .applicationName(ApplicationName.of(environment));
        return open(properties, builder, beans);
    }

    private static QueryRouter open(RouterProperties properties, RouterSettingsBuilder builder, BeanFactory beans) {
        HikariCredentialsProvider credentials =
                beans.getBeanProvider(HikariCredentialsProvider.class).getIfUnique();
        if (credentials != null) {
            builder.poolProperty("credentialsProvider", credentials);
        }
        try {
            return QueryRouter.open(properties.applyTo(builder).build());
        } catch (IllegalArgumentException e) {
            throw new InvalidClientSettingException(
                    PREFIX,
                    "see the reason",
                    String.valueOf(e.getMessage()),
                    "Correct the setting under " + PREFIX + " or spring.datasource.",
                    e);
        }
    }
}
