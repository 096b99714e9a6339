package io.connwarden.client.spring;

import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;

/** The customizer of Flyway's data source. */
final class FlywayDataSource implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        DataSource unlimited = MigrationDataSource.unlimited(configuration.getDataSource(), "flyway");
        if (unlimited != null) {
            configuration.dataSource(unlimited);
        }
    }
}
