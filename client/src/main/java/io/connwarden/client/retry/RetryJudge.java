package io.connwarden.client.retry;

import io.connwarden.client.call.Fault;
import io.connwarden.client.call.Phase;
import io.connwarden.client.query.Effect;
import io.connwarden.client.query.QueryType;

/**
 * Decides whether a failed attempt may be made again. Pure.
 *
 * <p>The rule behind every line: an attempt is repeated only when it is known to have left nothing behind, or when
 * leaving it behind twice does not matter.
 */
public final class RetryJudge {
    private RetryJudge() {}

    /**
     * The verdict on one failed attempt.
     *
     * @param idempotent whether the caller vouches that twice equals once
     */
    public static Verdict judge(QueryType type, boolean idempotent, Fault fault) {
        SqlState state = SqlState.of(fault.cause());
        if (fault.phase() == Phase.CONNECTING && state != SqlState.NOT_LET_IN) {
            return new Verdict.Again("no connection was had, so nothing was sent");
        }
        Effect effect = effect(type, fault, state);
        return switch (state) {
            case NOT_LET_IN -> new Verdict.Final("the server does not let this role in", effect);
            case CANCELLED ->
                new Verdict.Final("its statement was cancelled, by another session or by statement_timeout", effect);
            case OTHER -> new Verdict.Final("PostgreSQL refused it", effect);
            case ROLLED_BACK, CONNECTION_LOST, SERVER_FULL -> {
                if (effect == Effect.NONE || idempotent) {
                    yield new Verdict.Again(effect == Effect.NONE ? "it left nothing behind" : "it is idempotent");
                }
                yield new Verdict.Final("it may have been applied and is not idempotent", effect);
            }
        };
    }

    /** What a failed attempt may have left behind. */
    public static Effect effect(QueryType type, Fault fault) {
        return effect(type, fault, SqlState.of(fault.cause()));
    }

    private static Effect effect(QueryType type, Fault fault, SqlState state) {
        if (fault.phase() == Phase.CONNECTING || type == QueryType.READ) {
            return Effect.NONE;
        }
        if (type == QueryType.TRANSACTION) {
            boolean rolledBack = fault.phase() == Phase.RUNNING || state != SqlState.CONNECTION_LOST;
            return rolledBack ? Effect.NONE : Effect.POSSIBLE;
        }
        return fault.possiblyApplied() > 0 ? Effect.POSSIBLE : Effect.NONE;
    }
}
