package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.AlertSeverity;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of faults that a check finds without a sample and without a result. Each has an alert. */
public enum FaultKind {
    TARGET_UNREACHABLE_BY_ACTUATOR(
            "TargetUnreachableByActuator",
            AlertSeverity.CRITICAL,
            "not reachable by an actuator; this actuator signals no session",
            "reachable by every actuator again",
            "Remove this cause: a full server, a CONNECTION LIMIT, a password, pg_hba.conf or the network. connwarden"
                    + " doctor prints the remedy"),
    PRIVILEGE_MISSING(
            "PrivilegeMissing",
            AlertSeverity.CRITICAL,
            "the actuator lacks a privilege on the system catalog, no session is signalled",
            "the actuator has every privilege on the system catalog",
            "Execute the GRANT as a superuser. connwarden doctor prints every missing privilege"),
    HEALTH_EVENTS_MISSING(
            "HealthEventsMissing",
            AlertSeverity.CRITICAL,
            "no health event arrives; the actuator samples the target itself and decides on CRITICAL only",
            "health events arrive again",
            "Check that the monitor of this target runs and may write its topic, and that the actuators read the"
                    + " topic"),
    HEALTH_EVENTS_STALE(
            "HealthEventsStale",
            AlertSeverity.WARNING,
            "health events are too old for automatic actions",
            "health events are recent again",
            "Synchronize the clocks of the monitor and the actuator. After an outage, wait until the consumer has"
                    + " caught up"),
    /** Its alert is evaluated on each health event. */
    HEALTH_EVENTS_FROM_FUTURE(
            "HealthEventsFromFuture",
            AlertSeverity.WARNING,
            "health events are ahead of the clock of the actuator and are logged only",
            "the times of the health events are valid",
            "Synchronize the clocks of the monitor and the actuator"),
    ACTION_INCOMPLETE(
            "ActionIncomplete",
            AlertSeverity.WARNING,
            "sessions did not end after a signal, rules set them aside",
            "every session on which a signal failed has ended, or no rule has tried it again for 15 min",
            "No reaction: the backend cannot handle signals, see its process on the host of the server. Denied:"
                    + " connwarden doctor names the missing privilege. A command may still name the session"),
    POOL_TOO_LARGE(
            "PoolTooLarge",
            AlertSeverity.WARNING,
            "an application replaces its terminated sessions at once, rules spare it while the server is not full"
                    + " (below 97 %)",
            "no application has replaced its terminated sessions in the last 10 min",
            "Lower the maximum size of its connection pool, or the number of its instances, or raise"
                    + " max_connections"),
    PLAN_AWAITS_APPROVAL(
            "PlanAwaitsApproval",
            AlertSeverity.WARNING,
            "a plan waits for approval, its sessions are not signalled until then",
            "no plan waits for approval",
            "Send APPROVE or REJECT with planId, for this target. Without a command the plan expires and has no"
                    + " effect"),
    HOURLY_BUDGET_EXHAUSTED(
            "HourlyBudgetExhausted",
            AlertSeverity.CRITICAL,
            "hourly budget exhausted (G4), no session is terminated",
            "hourly budget available again",
            "Find the connection leak. Raise policy.budget.terminations-per-hour only if this rate is intended"),
    PAUSED_TOO_LONG(
            "PausedTooLong",
            AlertSeverity.WARNING,
            "paused (G2), no session is signalled",
            "no longer paused",
            "Send RESUME, or remove policy.paused, when the reason for the pause is over"),
    CONSUMER_NOT_ADVANCING(
            "ConsumerNotAdvancing",
            AlertSeverity.CRITICAL,
            "a consumer does not advance, commands or health events wait in Kafka",
            "every consumer advances again",
            "Read the log of the actuator for the cause. No record is lost"),
    RECORDS_BEHIND_OPEN_TRANSACTION(
            "RecordsBehindOpenTransaction",
            AlertSeverity.CRITICAL,
            "commands or health events wait in Kafka behind an open transaction of a producer",
            "no record waits behind an open transaction",
            "Find the producer with kafka-transactions.sh list and describe-producers. End the transaction there, or"
                    + " with kafka-transactions.sh abort. No record is lost"),
    RECORDS_DEAD_LETTERED(
            "RecordsDeadLettered",
            AlertSeverity.WARNING,
            "records were moved to the dead-letter topic and have no effect",
            "no further record was moved to the dead-letter topic",
            "Read the dead-letter topic: the headers of each record state the reason. Correct the producer"),
    TOPIC_NOT_WRITABLE(
            "TopicNotWritable",
            AlertSeverity.CRITICAL,
            "a topic cannot be written, its results or alerts wait in the outbox",
            "every topic is written again",
            "Create the topic, or grant Write on it. No record is lost");

    private final String alertName;
    private final AlertSeverity severity;
    private final String effect;
    private final String recovery;
    private final String remedy;

    FaultKind(String alertName, AlertSeverity severity, String effect, String recovery, String remedy) {
        this.alertName = alertName;
        this.severity = severity;
        this.effect = effect;
        this.recovery = recovery;
        this.remedy = remedy;
    }

    /** Returns the kind with the given name of its alert; empty for a name of another version. */
    public static Optional<FaultKind> ofAlert(String alertName) {
        return Arrays.stream(values())
                .filter(kind -> kind.alertName.equals(alertName))
                .findFirst();
    }

    /** Returns the name in messages, metrics and the log store. */
    public String alertName() {
        return alertName;
    }

    AlertSeverity severity() {
        return severity;
    }

    /** Returns the fault and its effect, to follow the name of the target. */
    public String effect() {
        return effect;
    }

    /** Returns the state after the fault, to follow the name of the target. */
    public String recovery() {
        return recovery;
    }

    String remedy() {
        return remedy;
    }
}
