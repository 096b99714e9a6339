package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.topics.TopicEventListener;
import io.connwarden.contracts.message.Alert;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The application of {@code docs/client/spring-boot.md}. It is run by a test. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(DemoApplication.Members.class)
class DemoApplication {
    static final List<String> PAGED = new CopyOnWriteArrayList<>();

    // [service]
    static class Members {
        private final QueryRouter router;
        private final ManagementClient management;

        Members(QueryRouter router, ManagementClient management) {
            this.router = router;
            this.management = management;
        }

        long count() {
            return router.executeQuery(
                    connection -> {
                        try (Statement statement = connection.createStatement();
                                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_roles")) {
                            row.next();
                            return row.getLong(1);
                        }
                    },
                    QueryOptions.read("count_members"));
        }

        int tidyUp() {
            return management.cleanupConnections(15, 10).terminatedCount();
        }
    }
    // [/service]

    // [listener]
    @Bean
    TopicEventListener<Alert> pager() {
        return event -> PAGED.add(event.data().state() + " " + event.data().summary());
    }
    // [/listener]
}
