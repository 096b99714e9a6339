package io.connwarden.client.spring;

import com.zaxxer.hikari.HikariDataSource;
import io.connwarden.client.QueryRouter;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;

/**
 * The replacement of the application's data source by the router's.
 *
 * <p>It runs after Spring Boot, or the application, has configured the HikariCP data source, and takes its whole
 * configuration. HikariCP has opened no connection by then. The router lives as long as the bean that it replaces, so
 * that every user of the data source is closed before it.
 */
final class DataSourceReplacement implements DestructionAwareBeanPostProcessor, PriorityOrdered {
    private static final Logger LOG = LoggerFactory.getLogger(DataSourceReplacement.class);

    private final ConfigurableListableBeanFactory beans;
    private final Environment environment;
    private volatile boolean selected;
    private volatile @Nullable String beanName;
    private volatile @Nullable RoutedDataSource routed;

    DataSourceReplacement(ConfigurableListableBeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
    }

    /** Before the processors that wrap the data source, for example for tracing. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof DataSource) || bean instanceof RoutedDataSource || !name.equals(beanName())) {
            return bean;
        }
        if (!(bean instanceof HikariDataSource pool)) {
            return leave(bean, name, "it is a " + bean.getClass().getName() + ", not a HikariDataSource");
        }
        PoolConfiguration configuration = new PoolConfiguration(pool);
        if (!configuration.isPostgresql()) {
            return leave(bean, name, "its database is not PostgreSQL (" + configuration.describe() + ")");
        }
        // Ends a pool that another bean has used already; otherwise there is none.
        pool.close();
        RoutedDataSource replacement =
                new RoutedDataSource(RouterFactory.open(configuration, beans, environment), pool);
        routed = replacement;
        return replacement;
    }

    private static Object leave(Object bean, String name, String reason) {
        LOG.info("Data source '{}' is left unchanged and no query router is created: {}", name, reason);
        return bean;
    }

    /** Returns the name of the bean to replace, or null if there is none. */
    @Nullable String beanName() {
        if (!selected) {
            beanName = DataSourceSelection.select(beans, environment);
            selected = true;
        }
        return beanName;
    }

    /** Returns the router of the data source, which is created if necessary; null if no data source was replaced. */
    @Nullable QueryRouter router() {
        RoutedDataSource known = routed;
        String name = beanName();
        if (known == null && name != null) {
            Objects.requireNonNull(beans.getBean(name));
            known = routed;
        }
        return known == null ? null : known.router();
    }

    @Override
    public boolean requiresDestruction(Object bean) {
        RoutedDataSource known = routed;
        return known != null && known.replaced() == bean;
    }

    @Override
    public void postProcessBeforeDestruction(Object bean, String name) {
        RoutedDataSource known = routed;
        if (known != null && known.replaced() == bean) {
            known.router().close();
        }
    }
}
