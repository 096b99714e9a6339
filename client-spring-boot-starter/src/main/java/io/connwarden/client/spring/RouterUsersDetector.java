package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;

/** The detector of the router's bean, which waits for migrations. So does every bean that uses the router. */
final class RouterUsersDetector extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

    @Override
    protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
        return Set.of(QueryRouter.class);
    }
}
