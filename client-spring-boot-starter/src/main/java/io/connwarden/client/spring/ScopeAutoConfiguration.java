package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.util.ClassUtils;

/**
 * The auto-configuration of scopes: for {@link QueryRoute}, for every transactional method on the router's data
 * source, and for the methods of Spring Data repositories.
 */
@AutoConfiguration(after = RouterAutoConfiguration.class)
@ConditionalOnBean(QueryRouter.class)
@ConditionalOnClass({MethodInterceptor.class, TransactionAttributeSource.class})
public class ScopeAutoConfiguration {
    private static final String TRANSACTION_ADVISOR =
            "org.springframework.transaction.config.internalTransactionAdvisor";
    private static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 100;
    private static final String ENTITY_MANAGERS = "org.springframework.orm.jpa.EntityManagerHolder";

    /** Creates the advisor. It takes all other beans when a method is called, because it is created before them. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor connwardenScopeAdvisor(BeanFactory beans, Environment environment) {
        ScopedMethods methods =
                new ScopedMethods(beans, new ScopeOptions(environment), hasTransactionalScopes(environment));
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
                methods,
                new MethodScopeInterceptor(router(beans), methods, new RoutedTransactions(beans), beforeRepetition()));
        advisor.setOrder(orderOutsideTransactions(beans));
        return advisor;
    }

    /** Makes sure that there is a creator of proxies, as Spring Boot does unless it is told not to. */
    @Bean
    static BeanFactoryPostProcessor connwardenProxyCreator(Environment environment) {
        return beans -> {
            if (beans instanceof BeanDefinitionRegistry registry) {
                AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
                if (environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true)) {
                    AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(registry);
                }
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RepositoryFactoryBeanSupport.class)
    @ConditionalOnBooleanProperty(name = "connwarden.client.transactional-scopes", matchIfMissing = true)
    static class RepositoryConfiguration {
        @Bean
        static RepositoryScopes connwardenRepositoryScopes(BeanFactory beans, Environment environment) {
            return new RepositoryScopes(
                    router(beans), new ScopeOptions(environment), new RoutedTransactions(beans), beforeRepetition());
        }
    }

    /** The router of the data source first: it is there during migrations, before the router's bean. */
    private static Supplier<@Nullable QueryRouter> router(BeanFactory beans) {
        return () -> {
            DataSourceReplacement replacement =
                    beans.getBeanProvider(DataSourceReplacement.class).getIfAvailable();
            QueryRouter replacing = replacement == null ? null : replacement.router();
            return replacing == null ? beans.getBeanProvider(QueryRouter.class).getIfUnique() : replacing;
        };
    }

    private static boolean hasTransactionalScopes(Environment environment) {
        return environment.getProperty("connwarden.client.transactional-scopes", Boolean.class, true);
    }

    private static int orderOutsideTransactions(BeanFactory beans) {
        int transactions =
                beans.containsBean(TRANSACTION_ADVISOR) && beans.getBean(TRANSACTION_ADVISOR) instanceof Ordered advisor
                        ? advisor.getOrder()
                        : Ordered.LOWEST_PRECEDENCE;
        return transactions == Ordered.HIGHEST_PRECEDENCE ? transactions : Math.min(DEFAULT_ORDER, transactions - 1);
    }

    private static Runnable beforeRepetition() {
        boolean hasJpa = ClassUtils.isPresent(ENTITY_MANAGERS, ScopeAutoConfiguration.class.getClassLoader());
        return hasJpa ? OpenPersistenceContexts::renew : () -> {};
    }
}
