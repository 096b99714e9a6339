package io.connwarden.client.management;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A transport that records every command and completes it at once. */
public final class RecordingTransport implements CommandTransport {
    private final List<Action> requestedActions = new CopyOnWriteArrayList<>();
    private final @Nullable Health health;

    public RecordingTransport(@Nullable Health health) {
        this.health = health;
    }

    public List<Action> requestedActions() {
        return requestedActions;
    }

    @Override
    public CompletableFuture<Result> request(Command command, Duration atMost) {
        Action action = command.parameters().action();
        requestedActions.add(action);
        return CompletableFuture.completedFuture(Result.builder(
                        command.target(),
                        CommandOutcome.COMPLETED,
                        new DecisionReason("R5", "no action"),
                        Instant.EPOCH,
                        Instant.EPOCH)
                .command("/tests", "1")
                .action(action)
                .health(action == Action.HEALTH ? health : null)
                .build());
    }

    @Override
    public void close() {}
}
