package io.connwarden.actuator.wiring;

import io.connwarden.actuator.action.CommandStore;
import io.connwarden.actuator.background.MaintenanceTask;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.config.SettingsRecorder;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.AlertStates;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.DryRunSessions;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.ListeningSessions;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.store.RecordedSettings;
import io.connwarden.sql.store.RefilledApplications;
import io.connwarden.sql.store.RelayLease;
import io.connwarden.sql.store.ReliefMeasurements;
import io.connwarden.sql.store.ReportedFaults;
import io.connwarden.sql.store.ReserveLease;
import io.connwarden.sql.store.Signals;
import io.connwarden.sql.store.StoreClock;
import io.connwarden.sql.store.StoreMaintenance;
import io.connwarden.sql.store.TargetLock;
import io.connwarden.sql.store.UnreclaimedSessions;
import io.connwarden.sql.store.WatchedTargets;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionOperations;

/** The beans of the log store. Its tables are imported as they are; each takes the data source. */
@Configuration(proxyBeanMethods = false)
@Import({
    ActionHistory.class,
    AlertStates.class,
    Commands.class,
    ConnectionLog.class,
    DryRunSessions.class,
    Intents.class,
    ListeningSessions.class,
    Outbox.class,
    Pauses.class,
    Plans.class,
    RefilledApplications.class,
    ReliefMeasurements.class,
    StoreClock.class,
    StoreMaintenance.class,
    TargetLock.class,
    UnreclaimedSessions.class,
    WatchedTargets.class
})
class StoreWiring {
    /** Longer than 30 s, after which a server ends the session of a lost host in a reserved slot. */
    private static final Duration RESERVE_LEASE_DURATION = Duration.ofSeconds(40);

    /** The start does not wait for the log store. {@link StoreStartup} migrates it when it answers. */
    @Bean
    FlywayMigrationStrategy noMigrationAtContextStart() {
        return flyway -> {};
    }

    @Bean
    StoreStartup storeStartup(
            ObjectProvider<Flyway> flyway,
            StoreMaintenance maintenance,
            ShutdownSignal shutdown,
            ActuatorMetrics metrics) {
        return new StoreStartup(flyway.getIfAvailable(), maintenance, shutdown, metrics);
    }

    @Bean
    StoreTransactions storeTransactions(
            TransactionOperations transactions, ShutdownSignal shutdown, ActuatorMetrics metrics) {
        return new StoreTransactions(transactions, shutdown, metrics);
    }

    /** The name of this process in the log store. It contains the host, because other instances report the name. */
    record ActuatorInstance(String name) {}

    /** The name is unique per process start, so that a restarted process never owns its predecessor's leases. */
    @Bean
    ActuatorInstance actuatorInstance() {
        return new ActuatorInstance(
                "actuator-" + ManagementFactory.getRuntimeMXBean().getName() + "-" + UUID.randomUUID());
    }

    @Bean
    Leases leases(DataSource store, ActuatorInstance instance, ActuatorSettings settings) {
        return new Leases(store, instance.name(), settings.leaseDuration());
    }

    @Bean
    Signals signals(DataSource store, ActuatorInstance instance) {
        return new Signals(store, instance.name());
    }

    @Bean
    RelayLease relayLease(DataSource store, ActuatorInstance instance, ActuatorSettings settings) {
        return new RelayLease(store, instance.name(), settings.leaseDuration());
    }

    @Bean
    ReserveLease reserveLease(DataSource store, ActuatorInstance instance) {
        return new ReserveLease(store, instance.name(), RESERVE_LEASE_DURATION);
    }

    @Bean
    ReportedFaults reportedFaults(DataSource store, ActuatorInstance instance) {
        return new ReportedFaults(store, instance.name());
    }

    @Bean
    SettingsRecorder settingsRecorder(DataSource store, Targets targets) {
        return new SettingsRecorder(new RecordedSettings(store), targets);
    }

    @Bean
    MaintenanceTask maintenanceTask(
            StoreMaintenance maintenance,
            StoreTransactions store,
            ActuatorSettings settings,
            Clock clock,
            ShutdownSignal shutdown,
            SettingsRecorder recorder) {
        return new MaintenanceTask(maintenance, recorder, store, settings, clock, shutdown);
    }

    @Bean
    CommandStore commandStore(
            StoreTransactions transactions,
            Leases leases,
            Intents intents,
            Signals signals,
            ActionHistory history,
            UnreclaimedSessions unreclaimedSessions,
            RefilledApplications refilledApplications,
            ReliefMeasurements reliefMeasurements,
            TargetLock targetLock,
            Pauses pauses,
            ListeningSessions listeningSessions,
            Plans plans,
            AlertStates alertStates,
            StoreClock clock) {
        return new CommandStore(
                transactions,
                leases,
                intents,
                signals,
                history,
                unreclaimedSessions,
                refilledApplications,
                reliefMeasurements,
                targetLock,
                pauses,
                listeningSessions,
                plans,
                alertStates,
                clock);
    }
}
