package io.connwarden.sql.store;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The one statement that makes a command DONE, for those who hold its lease and for those who just accepted it. */
final class CompletionStatement {
    private CompletionStatement() {}

    /** @param owner holder of the lease; null when the command was accepted in this very transaction */
    static boolean complete(
            NamedParameterJdbcTemplate jdbc, long seq, @Nullable String owner, CommandCompletion answer) {
        return new StoreCall(jdbc, StoreStatement.COMPLETE_COMMAND)
                        .with("seq", seq)
                        .with("owner", owner)
                        .with("outcome", answer.outcome())
                        .with("rule", answer.rule())
                        .with("decisionReason", answer.decision())
                        .with("terminatedCount", answer.terminatedCount())
                        .with("cancelledCount", answer.cancelledCount())
                        .with("result", answer.result())
                        .with("resultEventId", answer.resultEventId())
                        .with("finishedAt", answer.finishedAt())
                        .update()
                == 1;
    }
}
