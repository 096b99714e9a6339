package io.connwarden.client.spring;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.core.env.Environment;

/** The selection of the data source to replace: the named one, otherwise the only one. */
final class DataSourceSelection {
    static final String NAME_KEY = "connwarden.client.datasource-bean";

    private DataSourceSelection() {}

    /** Returns the name of the bean to replace, or null if there is none. */
    static @Nullable String select(ConfigurableListableBeanFactory beans, Environment environment) {
        List<String> candidates = candidates(beans);
        String named = environment.getProperty(NAME_KEY);
        if (named != null) {
            requireExisting(named, beans);
            return named;
        }
        return candidates.size() == 1 ? candidates.get(0) : null;
    }

    private static void requireExisting(String named, ConfigurableListableBeanFactory beans) {
        List<String> existing = List.of(beans.getBeanNamesForType(DataSource.class, true, false));
        if (!existing.contains(named)) {
            throw new InvalidClientSettingException(
                    NAME_KEY,
                    named,
                    "no data source has this name",
                    "Set it to one of " + existing + ", or remove it.",
                    null);
        }
    }

    /** Returns the data sources that are injected by type. Those of Flyway or a second database usually are not. */
    static List<String> candidates(ConfigurableListableBeanFactory beans) {
        List<String> candidates = new ArrayList<>();
        for (String name : beans.getBeanNamesForType(DataSource.class, true, false)) {
            if (!beans.containsBeanDefinition(name) || isCandidate(beans.getBeanDefinition(name))) {
                candidates.add(name);
            }
        }
        return candidates;
    }

    private static boolean isCandidate(BeanDefinition definition) {
        return definition.isAutowireCandidate()
                && !(definition instanceof AbstractBeanDefinition known && !known.isDefaultCandidate());
    }
}
