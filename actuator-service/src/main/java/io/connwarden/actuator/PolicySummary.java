package io.connwarden.actuator;

import io.connwarden.actuator.decision.policy.EffectiveModes;
import io.connwarden.actuator.decision.policy.Policy;

/**
 * A summary of the policy of one target, as the actuator has read it. Immutable.
 *
 * @param modes the modes of the rules, such as {@code watch}, or {@code R1 act, R2 watch, R3 watch, R4 act; for
 *     users: lim: act}
 */
public record PolicySummary(Effect effect, String modes) {

    /** The actions that a policy permits. The first value that applies counts. */
    public enum Effect {
        /** No session is signalled, and commands are rejected. */
        PAUSED,
        /** No session is signalled, by a rule or by a command. */
        DRY_RUN,
        /** Every rule ends sessions. */
        ACT,
        /** No rule ends a session, and every decision is recorded. */
        WATCH,
        /** Every decision is a plan that waits for APPROVE. */
        ASK,
        /** No rule decides. Commands are executed. */
        OFF,
        /** The modes differ by rule or by session. */
        BY_RULE
    }

    static PolicySummary of(Policy policy) {
        EffectiveModes modes = policy.effectiveModes();
        return new PolicySummary(policy.paused() ? Effect.PAUSED : effect(policy, modes), modes.summary());
    }

    private static Effect effect(Policy policy, EffectiveModes modes) {
        if (policy.dryRun()) {
            return Effect.DRY_RUN;
        }
        return modes.only()
                .map(mode -> switch (mode) {
                    case ACT -> Effect.ACT;
                    case WATCH -> Effect.WATCH;
                    case ASK -> Effect.ASK;
                    case OFF -> Effect.OFF;
                })
                .orElse(Effect.BY_RULE);
    }

    /** Returns the modes with the setting that prevents them: {@code act, dry run}. */
    @Override
    public String toString() {
        return switch (effect) {
            case PAUSED -> modes + ", paused (policy.paused)";
            case DRY_RUN -> modes + ", dry run (policy.dry-run)";
            case ACT, WATCH, ASK, OFF, BY_RULE -> modes;
        };
    }
}
