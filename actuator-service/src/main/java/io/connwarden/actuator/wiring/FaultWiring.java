package io.connwarden.actuator.wiring;

import io.connwarden.actuator.action.OutcomeRecorders;
import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.alerting.FaultLimits;
import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.connection.TargetReach;
import io.connwarden.actuator.consumer.DeadLetterSender;
import io.connwarden.actuator.fault.FaultCheck;
import io.connwarden.actuator.fault.FaultSource;
import io.connwarden.actuator.fault.FaultStore;
import io.connwarden.actuator.fault.ObservedFault;
import io.connwarden.actuator.fault.StoredFaults;
import io.connwarden.actuator.fault.TargetFaults;
import io.connwarden.actuator.outbox.OutboxRelay;
import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.AlertStates;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.store.RefilledApplications;
import io.connwarden.sql.store.ReportedFaults;
import io.connwarden.sql.store.StoreClock;
import io.connwarden.sql.store.TargetLock;
import io.connwarden.sql.store.UnreclaimedSessions;
import io.connwarden.sql.store.WatchedTargets;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The check for faults, and the parts of this process that observe faults. */
@Configuration(proxyBeanMethods = false)
class FaultWiring {

    @Bean
    FaultLimits faultLimits(ActuatorConfiguration configuration) {
        return configuration.alerting().faults();
    }

    @Bean
    FaultSource targetFaults(Targets targets, EmergencyConnections connections, TargetReach reach) {
        return new TargetFaults(targets, connections, reach);
    }

    @Bean
    FaultSource consumerFaults(KafkaConsumers consumers) {
        return new ConsumerFaults(consumers::progress);
    }

    @Bean
    FaultSource topicFaults(OutboxRelay relay) {
        return () -> relay.failingTopics().isEmpty()
                ? List.of()
                : List.of(ObservedFault.ofConnwarden(
                        FaultKind.TOPIC_NOT_WRITABLE, String.join(", ", relay.failingTopics())));
    }

    @Bean
    FaultSource deadLetterFaults(DeadLetterSender deadLetters, FaultLimits limits) {
        return () -> deadLetters
                .recent()
                .describe(limits.deadLettersFor())
                .map(text -> ObservedFault.ofConnwarden(FaultKind.RECORDS_DEAD_LETTERED, text))
                .stream()
                .toList();
    }

    @Bean
    StoredFaults storedFaults(
            Targets targets,
            WatchedTargets watchedTargets,
            Pauses pauses,
            ActionHistory history,
            UnreclaimedSessions unreclaimedSessions,
            RefilledApplications refilledApplications,
            Plans plans,
            FaultLimits limits) {
        return new StoredFaults(
                targets, watchedTargets, pauses, history, unreclaimedSessions, refilledApplications, plans, limits);
    }

    @Bean
    FaultStore faultStore(
            StoreTransactions transactions,
            TargetLock targetLock,
            StoreClock clock,
            WatchedTargets watchedTargets,
            ReportedFaults reportedFaults,
            AlertStates alertStates) {
        return new FaultStore(transactions, targetLock, clock, watchedTargets, reportedFaults, alertStates);
    }

    @Bean
    FaultCheck faultCheck(
            Targets targets,
            List<FaultSource> sources,
            StoredFaults storedFaults,
            FaultStore store,
            FaultLimits limits,
            OutcomeRecorders recorders) {
        return new FaultCheck(targets, sources, storedFaults, store, limits, recorders);
    }
}
