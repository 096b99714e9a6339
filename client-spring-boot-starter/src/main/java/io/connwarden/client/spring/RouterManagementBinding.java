package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.management.ManagementClient;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The binding of a router to its connection management. Makes Spring close the management after the router. */
final class RouterManagementBinding {
    private RouterManagementBinding() {}

    static RouterManagementBinding bind(
            QueryRouter router, ManagementClient management, ConfigurableListableBeanFactory beans) {
        router.enableHealthManagement(management);
        for (String managementBean : beans.getBeanNamesForType(ManagementClient.class, true, false)) {
            for (String routerBean : beans.getBeanNamesForType(QueryRouter.class, true, false)) {
                beans.registerDependentBean(managementBean, routerBean);
            }
            // A router that replaces a data source is closed with it.
            DataSourceReplacement replacement =
                    beans.getBeanProvider(DataSourceReplacement.class).getIfAvailable();
            String dataSource = replacement == null ? null : replacement.beanName();
            if (dataSource != null) {
                beans.registerDependentBean(managementBean, dataSource);
            }
        }
        return new RouterManagementBinding();
    }
}
