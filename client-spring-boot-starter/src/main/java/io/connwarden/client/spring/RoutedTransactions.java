package io.connwarden.client.spring;

import java.beans.PropertyDescriptor;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.StringUtils;

/** The transactions on the router's data source. Transactions of another database are never repeated. */
final class RoutedTransactions {
    private final BeanFactory beans;
    private final Map<String, Boolean> routedByQualifier = new ConcurrentHashMap<>();

    RoutedTransactions(BeanFactory beans) {
        this.beans = beans;
    }

    /** Returns true if a method with these attributes begins a transaction on the router's data source. */
    boolean begins(TransactionAttribute transaction) {
        boolean joins = TransactionSynchronizationManager.isActualTransactionActive()
                && transaction.getPropagationBehavior() != TransactionDefinition.PROPAGATION_REQUIRES_NEW
                && transaction.getPropagationBehavior() != TransactionDefinition.PROPAGATION_NOT_SUPPORTED;
        String qualifier = transaction.getQualifier();
        return !joins && isRoutedBy(qualifier == null ? "" : qualifier);
    }

    /** Returns true if transactions without a qualifier are on the router's data source. */
    boolean areDefault() {
        return isRoutedBy("");
    }

    private boolean isRoutedBy(String qualifier) {
        // Not computed inside the map, because it may create beans.
        Boolean known = routedByQualifier.get(qualifier);
        if (known == null) {
            known = isRouted(qualifier);
            routedByQualifier.put(qualifier, known);
        }
        return known;
    }

    private boolean isRouted(String qualifier) {
        TransactionManager manager = StringUtils.hasText(qualifier)
                ? BeanFactoryAnnotationUtils.qualifiedBeanOfType(beans, TransactionManager.class, qualifier)
                : beans.getBeanProvider(TransactionManager.class).getIfUnique();
        DataSource dataSource = manager == null ? null : dataSource(manager);
        try {
            return dataSource != null && dataSource.isWrapperFor(RoutedDataSource.class);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The managers of JDBC and of JPA have this property without a common type. */
    private static @Nullable DataSource dataSource(TransactionManager manager) {
        PropertyDescriptor property = BeanUtils.getPropertyDescriptor(manager.getClass(), "dataSource");
        Method getter = property == null ? null : property.getReadMethod();
        try {
            return getter != null && getter.invoke(manager) instanceof DataSource dataSource ? dataSource : null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
