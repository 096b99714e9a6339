package io.connwarden.actuator.wiring;

import io.connwarden.actuator.action.OverdueCommands;
import io.connwarden.actuator.action.TargetWorkers;
import io.connwarden.actuator.background.BackgroundTasks;
import io.connwarden.actuator.background.FateCheck;
import io.connwarden.actuator.background.MaintenanceTask;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.connection.PostgresEmergencyConnections;
import io.connwarden.actuator.fault.FaultCheck;
import io.connwarden.actuator.health.DirectSampling;
import io.connwarden.actuator.metrics.OutboxGauges;
import io.connwarden.actuator.outbox.OutboxRelay;
import io.connwarden.actuator.wiring.ActuatorLifecycle.BackgroundThread;
import io.connwarden.actuator.wiring.ActuatorLifecycle.Importance;
import io.connwarden.runtime.CompressionCodecs;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.TopicProvisioner;
import io.connwarden.sql.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.event.KafkaEvent;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** The wiring of all beans of the service. */
@Configuration(proxyBeanMethods = false)
@Import({
    ConfigurationWiring.class,
    StoreWiring.class,
    KafkaWiring.class,
    IntakeWiring.class,
    PipelineWiring.class,
    FaultWiring.class,
    ActuatorDiagnosisWiring.class
})
public class ActuatorWiring {

    @Bean
    ActuatorLifecycle actuatorLifecycle(
            PostgresEmergencyConnections connections,
            StoreStartup storeStartup,
            TargetWorkers workers,
            List<BackgroundThread> backgroundThreads,
            KafkaConsumers consumers,
            ShutdownSignal shutdown) {
        return new ActuatorLifecycle(connections, storeStartup, workers, backgroundThreads, consumers, shutdown);
    }

    @Bean
    BackgroundThread relayThread(OutboxRelay relay) {
        return new BackgroundThread("outbox-relay", Importance.ESSENTIAL, relay);
    }

    @Bean
    BackgroundThread leaseRenewalThread(BackgroundTasks tasks) {
        return new BackgroundThread("lease-renewal", Importance.ESSENTIAL, tasks.leaseRenewal());
    }

    @Bean
    BackgroundThread workPollingThread(BackgroundTasks tasks) {
        return new BackgroundThread("work-polling", Importance.ESSENTIAL, tasks.workPolling());
    }

    @Bean
    BackgroundThread consumerWatchdogThread(KafkaConsumers consumers) {
        return new BackgroundThread("consumer-watchdog", Importance.ESSENTIAL, consumers.watchdogTask());
    }

    @Bean
    BackgroundThread overdueCommandsThread(OverdueCommands overdueCommands, ShutdownSignal shutdown) {
        return new BackgroundThread("overdue-commands", Importance.ESSENTIAL, overdueCommands.task(shutdown));
    }

    @Bean
    BackgroundThread maintenanceThread(MaintenanceTask maintenance) {
        return new BackgroundThread("maintenance", Importance.AUXILIARY, maintenance.task());
    }

    @Bean
    BackgroundThread faultCheckThread(FaultCheck faultCheck, ShutdownSignal shutdown) {
        return new BackgroundThread("fault-check", Importance.ESSENTIAL, faultCheck.task(shutdown));
    }

    @Bean
    BackgroundThread directSamplingThread(DirectSampling directSampling, ShutdownSignal shutdown) {
        return new BackgroundThread("direct-sampling", Importance.ESSENTIAL, directSampling.task(shutdown));
    }

    @Bean
    BackgroundThread kafkaProbeThread(KafkaProbe probe, ShutdownSignal shutdown) {
        return new BackgroundThread("kafka-probe", Importance.AUXILIARY, probe.task(shutdown));
    }

    @Bean
    BackgroundThread openTransactionsThread(OpenTransactionCheck check, ShutdownSignal shutdown) {
        return new BackgroundThread("open-transactions", Importance.AUXILIARY, check.task(shutdown));
    }

    @Bean
    BackgroundThread fateCheckThread(FateCheck check, ShutdownSignal shutdown) {
        return new BackgroundThread("fate-check", Importance.AUXILIARY, check.task(shutdown));
    }

    @Bean
    BackgroundThread outboxGaugesThread(OutboxGauges gauges) {
        return new BackgroundThread("outbox-gauges", Importance.AUXILIARY, gauges.readTask());
    }

    @Bean
    KafkaConsumers kafkaConsumers(
            TopicProvisioner topics,
            List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers,
            ShutdownSignal shutdown) {
        return new KafkaConsumers(topics, containers, shutdown);
    }

    @Bean
    ApplicationListener<KafkaEvent> consumerEvents() {
        return new ApplicationListener<>() {
            @Override
            public void onApplicationEvent(KafkaEvent event) {
                KafkaConsumers.onEvent(event);
            }
        };
    }

    @Bean
    OutboxGauges outboxGauges(Outbox outbox, ShutdownSignal shutdown, MeterRegistry registry) {
        return new OutboxGauges(outbox, shutdown, registry);
    }

    @Bean
    HealthIndicator kafkaHealthIndicator(
            List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers,
            CompressionCodecs codecs,
            OpenTransactions transactions) {
        return new KafkaHealthIndicator(containers, codecs, transactions);
    }

    /** Part of the liveness probe. */
    @Bean
    HealthIndicator threadsHealthIndicator(ActuatorLifecycle lifecycle, KafkaConsumers consumers) {
        return new ThreadsHealthIndicator(lifecycle::threads, consumers.progress());
    }

    /** Part of the readiness probe. */
    @Bean
    HealthIndicator progressHealthIndicator(ActuatorLifecycle lifecycle, KafkaConsumers consumers) {
        return new ProgressHealthIndicator(lifecycle::essentialThreads, consumers.progress());
    }

    @Bean
    HealthIndicator targetConnectionsHealthIndicator(Targets targets, EmergencyConnections connections) {
        return new EmergencyConnectionsHealthIndicator(targets, connections);
    }
}
