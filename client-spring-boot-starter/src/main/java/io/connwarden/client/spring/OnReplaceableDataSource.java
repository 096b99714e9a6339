package io.connwarden.client.spring;

import io.connwarden.client.settings.DatabaseSettings;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The condition for a router that replaces the data source: there is exactly one, and its URL is not that of another
 * database. The URL is unknown here if the application, a container or the cloud defines it; {@link
 * DataSourceReplacement} then decides.
 */
final class OnReplaceableDataSource extends SpringBootCondition implements ConfigurationCondition {
    private static final Logger LOG = LoggerFactory.getLogger(OnReplaceableDataSource.class);
    private static final String DETAILS = "jdbcConnectionDetails";

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Replaceable data source");
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        if (beans == null || beans.getBeanNamesForType(DataSource.class, true, false).length == 0) {
            return ConditionOutcome.noMatch(message.because("there is no data source"));
        }
        if (DataSourceSelection.select(beans, context.getEnvironment()) == null) {
            LOG.info(
                    "The application has several data sources, {}: the query router replaces none and is not created."
                            + " Set {} to the name of one",
                    DataSourceSelection.candidates(beans),
                    DataSourceSelection.NAME_KEY);
            return ConditionOutcome.noMatch(message.because("there are several data sources"));
        }
        if (isConfiguredByProperties(beans) && isOtherDatabase(context.getEnvironment())) {
            LOG.info("No query router is created: the database of the application is not PostgreSQL");
            return ConditionOutcome.noMatch(message.because("the database is not PostgreSQL"));
        }
        return ConditionOutcome.match(message.because("there is one data source"));
    }

    /** Returns true if Spring Boot's own bean holds the connection details, which come from spring.datasource. */
    private static boolean isConfiguredByProperties(ConfigurableListableBeanFactory beans) {
        return beans.containsBeanDefinition(DETAILS)
                && String.valueOf(beans.getBeanDefinition(DETAILS).getFactoryBeanName())
                        .startsWith("org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
    }

    private static boolean isOtherDatabase(Environment environment) {
        String driver =
                first(environment, "spring.datasource.driver-class-name", "spring.datasource.hikari.driver-class-name");
        String url = first(environment, "spring.datasource.url", "spring.datasource.hikari.jdbc-url");
        String type = first(environment, "spring.datasource.hikari.data-source-class-name", "spring.datasource.type");
        boolean isPostgresql =
                DatabaseSettings.isPostgresql(url) || driver.contains("postgresql") || type.contains("postgresql");
        return !isPostgresql;
    }

    private static String first(Environment environment, String key, String otherKey) {
        return environment.getProperty(key, environment.getProperty(otherKey, ""));
    }
}
