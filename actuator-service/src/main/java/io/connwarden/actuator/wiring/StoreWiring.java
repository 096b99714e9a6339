package io.connwarden.actuator.wiring;

import io.connwarden.actuator.action.FlowStore;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.actuator.recovery.StoreUpkeep;
import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.sql.store.AlertWatches;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.RecentIntents;
import io.connwarden.sql.store.Upkeep;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/** The log store. */
@Configuration(proxyBeanMethods = false)
class StoreWiring {

    /** The start does not wait for the store: {@link StoreOpening} migrates once it answers. */
    @Bean
    FlywayMigrationStrategy migrateLater() {
        return flyway -> {};
    }

    @Bean
    StoreOpening storeOpening(ObjectProvider<Flyway> flyway, Upkeep upkeep, Rest rest, FlowMetrics metrics) {
        return new StoreOpening(flyway.getIfAvailable(), upkeep, rest, metrics);
    }

    @Bean
    StoreTransactions storeTransactions(TransactionOperations transactions, Rest rest, FlowMetrics metrics) {
        return new StoreTransactions(transactions, rest, metrics);
    }

    @Bean
    Commands commands(DataSource store) {
        return new Commands(store);
    }

    /** The owner is this process and no other: not even its own predecessor on the same machine. */
    @Bean
    Leases leases(DataSource store, ActuatorSettings settings) {
        return new Leases(
                store, "actuator-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID(), settings.lease());
    }

    @Bean
    Intents intents(DataSource store) {
        return new Intents(store);
    }

    @Bean
    RecentIntents recentIntents(DataSource store) {
        return new RecentIntents(store);
    }

    @Bean
    Pauses pauses(DataSource store) {
        return new Pauses(store);
    }

    @Bean
    ConnectionLog connectionLog(DataSource store) {
        return new ConnectionLog(store);
    }

    @Bean
    AlertWatches alertWatches(DataSource store) {
        return new AlertWatches(store);
    }

    @Bean
    Outbox outbox(DataSource store) {
        return new Outbox(store);
    }

    @Bean
    Upkeep upkeep(DataSource store) {
        return new Upkeep(store);
    }

    @Bean
    StoreUpkeep storeUpkeep(Upkeep upkeep, StoreTransactions store, ActuatorSettings settings, Clock clock, Rest rest) {
        return new StoreUpkeep(upkeep, store, settings, clock, rest);
    }

    @Bean
    FlowStore flowStore(
            StoreTransactions transactions, Leases leases, Intents intents, RecentIntents recent, Pauses pauses) {
        return new FlowStore(transactions, leases, intents, recent, pauses);
    }
}
