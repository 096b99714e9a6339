package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Commands as they are accepted and answered: once each by (source, id), whoever sends them how often. */
public final class Commands {
    private final NamedParameterJdbcTemplate jdbc;

    public Commands(DataSource store) {
        this.jdbc = StoreCall.on(store);
    }

    /** The new command's place in the order of acceptance; empty when its source and id are known already. */
    public Optional<Long> accept(NewCommand command) {
        EventId cause = command.cause();
        return Optional.ofNullable(new StoreCall(jdbc, StoreStatement.ACCEPT_COMMAND)
                .with("source", command.id().source())
                .with("id", command.id().id())
                .with("target", command.target())
                .with("action", command.action())
                .with("automatic", command.automatic())
                .with("requestedBy", command.requestedBy())
                .with("reason", command.reason())
                .with("dryRun", command.dryRun())
                .with("data", command.data())
                .with("causeSource", cause == null ? null : cause.source())
                .with("causeEventId", cause == null ? null : cause.id())
                .with("expiresAt", command.expiresAt())
                .row((row, number) -> row.getLong("seq")));
    }

    public Optional<ExistingCommand> findExisting(EventId id) {
        return Optional.ofNullable(new StoreCall(jdbc, StoreStatement.EXISTING_COMMAND)
                .with("source", id.source())
                .with("id", id.id())
                .row((row, number) -> new ExistingCommand(
                        row.getLong("seq"),
                        row.getString("target"),
                        row.getString("state").equals("DONE"),
                        row.getString("result"))));
    }

    /** Answers a command accepted in this very transaction, which nobody can have taken up yet. */
    public boolean completeUnclaimed(long seq, CommandCompletion completion) {
        return CompletionStatement.complete(jdbc, seq, null, completion);
    }

    /** Those of the targets that have an automatic action waiting or in work. */
    public Set<String> targetsWithPendingAutomaticAction(Collection<String> targets) {
        return new TreeSet<>(new StoreCall(jdbc, StoreStatement.TARGETS_WITH_AUTOMATIC_ACTION)
                .withColumn("targets", "text", targets, target -> target)
                .rows((row, number) -> row.getString("target")));
    }

    /** How many commands of the target are not answered yet. */
    public int pendingCount(String target) {
        return new StoreCall(jdbc, StoreStatement.COUNT_PENDING_COMMANDS)
                .with("target", target)
                .rows((row, number) -> row.getInt(1))
                .get(0);
    }
}
