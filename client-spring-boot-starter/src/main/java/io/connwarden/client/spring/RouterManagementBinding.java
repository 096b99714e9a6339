package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.management.ConnectionManagement;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Stands for the router being managed. Management is the router's to use, so it is closed after the router. */
final class RouterManagementBinding {
    private RouterManagementBinding() {}

    static RouterManagementBinding bind(
            QueryRouter router, ConnectionManagement management, ConfigurableListableBeanFactory beans) {
        router.enableHealthManagement(management);
        for (String managing : beans.getBeanNamesForType(ConnectionManagement.class, true, false)) {
            for (String routing : beans.getBeanNamesForType(QueryRouter.class, true, false)) {
                beans.registerDependentBean(managing, routing);
            }
        }
        return new RouterManagementBinding();
    }
}
