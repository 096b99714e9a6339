package io.connwarden.client.spring;

import javax.sql.DataSource;
import org.springframework.beans.PropertyAccessor;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** The processor of Liquibase's data source. Liquibase is not on this module's class path, so it is known by name. */
final class LiquibaseDataSource implements BeanPostProcessor {
    private static final String LIQUIBASE = "SpringLiquibase";
    private static final String DATA_SOURCE = "dataSource";

    private static boolean isLiquibase(Class<?> type) {
        for (Class<?> link = type; link != null; link = link.getSuperclass()) {
            if (link.getSimpleName().equals(LIQUIBASE)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (isLiquibase(bean.getClass())) {
            PropertyAccessor properties = PropertyAccessorFactory.forBeanPropertyAccess(bean);
            DataSource unlimited = MigrationDataSource.unlimited(properties.getPropertyValue(DATA_SOURCE), "liquibase");
            if (unlimited != null) {
                properties.setPropertyValue(DATA_SOURCE, unlimited);
            }
        }
        return bean;
    }
}
