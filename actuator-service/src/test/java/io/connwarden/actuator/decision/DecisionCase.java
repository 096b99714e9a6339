package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.policy.Emergency;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A random case with its decision, and an independent second definition of the rules. */
record DecisionCase(long seed, Trigger trigger, Situation situation, Policy policy, Decision decision) {

    static DecisionCase of(long seed) {
        RandomCase random = RandomCase.of(seed);
        return new DecisionCase(
                seed,
                random.trigger(),
                random.situation(),
                random.policy(),
                Decider.standard().decide(random.trigger(), random.situation(), random.policy()));
    }

    List<Victim> victims() {
        return decision instanceof Decision.Act act ? act.victims() : List.of();
    }

    CommandParameters request() {
        return ((Trigger.CommandTrigger) trigger).command().parameters();
    }

    boolean isNamed() {
        return trigger instanceof Trigger.CommandTrigger
                && (request() instanceof CommandParameters.Terminate || request() instanceof CommandParameters.Cancel);
    }

    List<?> names() {
        return request() instanceof CommandParameters.Terminate terminate
                ? terminate.sessions()
                : ((CommandParameters.Cancel) request()).sessions();
    }

    boolean isReclaimable(Session session) {
        boolean ordinary = session.backendStart() != null
                && "client backend".equals(session.traits().backendType())
                && session.state() != SessionState.UNKNOWN
                && !session.traits().own()
                && !session.traits().superuser()
                && !session.traits().replication()
                && !session.traits().listening()
                && !session.traits().holdsAdvisoryLock()
                && !session.traits().backup()
                && !"pg_dump".equals(session.client().application());
        boolean protectedByPattern = !policy.exclude().users().isEmpty()
                && ("admin".equals(session.client().user())
                        || "billing".equals(session.client().database())
                        || "192.168.3.4".equals(session.client().address()));
        boolean outside = !policy.include().users().isEmpty()
                && !"shop".equals(session.client().user());
        return ordinary && !protectedByPattern && !outside;
    }

    boolean meets(Session session, RuleId rule) {
        if (session.backendStart() == null || session.traits().backendType() == null) {
            return false;
        }
        Emergency emergency = policy.emergency();
        return switch (rule) {
            case R1 ->
                escalatesImmediately()
                        ? idleFor(session, emergency.nextStep().idleFor())
                        : idleFor(session, emergency.idleFor())
                                || stuckFor(session, emergency.stuckOlderThan())
                                || (session.state() == SessionState.ACTIVE
                                        && atLeast(session.activity().queryStart(), emergency.activeFor()));
            case R2 -> idleFor(session, policy.zombieCleanup().idleFor());
            case R3 -> idleFor(session, policy.gentleCleanup().idleFor());
            case R4 -> stuckFor(session, policy.stuckTransactions().olderThan());
            default -> idleFor(session, cleanupAge());
        };
    }

    private boolean escalatesImmediately() {
        return decision.reason().contains("escalated to the next step immediately");
    }

    private boolean idleFor(Session session, Duration age) {
        return session.state() == SessionState.IDLE
                && atLeast(session.activity().stateChange(), age);
    }

    private boolean stuckFor(Session session, Duration age) {
        return kind(session).equals("stuck")
                && atLeast(session.activity().xactStart(), age.plusNanos(1))
                && atLeast(session.activity().stateChange(), minIdle());
    }

    private Duration minIdle() {
        return policy.stuckTransactions().idleFor();
    }

    private boolean atLeast(Instant since, Duration age) {
        return since != null && !since.isAfter(situation.serverNow().minus(age));
    }

    static boolean isSelectedAfter(Session selected, Session spared) {
        int selectedBlocks = selected.activity().blocking();
        int sparedBlocks = spared.activity().blocking();
        if (!kind(selected).equals("idle") && selectedBlocks != sparedBlocks) {
            return sparedBlocks > selectedBlocks;
        }
        return measured(spared).isBefore(measured(selected));
    }

    private static Instant measured(Session session) {
        return switch (kind(session)) {
            case "stuck" -> session.activity().xactStart();
            case "active" -> session.activity().queryStart();
            default -> session.activity().stateChange();
        };
    }

    Map<String, Integer> limits(RuleId rule) {
        Emergency emergency = policy.emergency();
        return switch (rule) {
            case R1 ->
                escalatesImmediately()
                        ? Map.of("idle", emergency.nextStep().maxIdleTerminations(), "active", 0, "stuck", 0)
                        : Map.of(
                                "idle", emergency.maxIdleTerminations(),
                                "active", emergency.maxCancels(),
                                "stuck", emergency.maxStuckTransactions());
            case R2 -> Map.of("idle", policy.zombieCleanup().maxTerminations(), "active", 0, "stuck", 0);
            case R3 -> Map.of("idle", policy.gentleCleanup().maxTerminations(), "active", 0, "stuck", 0);
            case R4 -> Map.of("stuck", policy.stuckTransactions().maxTerminations(), "idle", 0, "active", 0);
            default ->
                request() instanceof CommandParameters.Cleanup cleanup
                        ? Map.of("idle", cleanup.maxTerminations(), "active", 0, "stuck", 0)
                        : Map.of();
        };
    }

    static String kind(Session session) {
        return switch (session.state()) {
            case IDLE -> "idle";
            case ACTIVE -> "active";
            case IDLE_IN_TRANSACTION, IDLE_IN_TRANSACTION_ABORTED -> "stuck";
            default -> "other";
        };
    }

    private Duration cleanupAge() {
        double minutes = ((CommandParameters.Cleanup) request()).idleThresholdMinutes();
        return Duration.ofMillis((long) (minutes * 60_000));
    }
}
