package io.connwarden.console.api;

import io.connwarden.console.command.CommandService.Sent;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * The answer to a command without a result so far.
 *
 * @param commandId the key of the command; its action has the result later
 */
record CommandAnswer(String commandId) {

    /** Returns 200 with the result, 202 with the plan for a second token, or 202 with the location of the result. */
    static ResponseEntity<Object> of(Sent sent) {
        return sent.result()
                .map(event -> withResult(sent, event))
                .orElseGet(() -> ResponseEntity.accepted()
                        .location(URI.create(ConsolePaths.API + "/actions/" + sent.key()))
                        .header("Idempotency-Key", sent.key())
                        .body(new CommandAnswer(sent.key())));
    }

    private static ResponseEntity<Object> withResult(Sent sent, Event<Result> event) {
        @Nullable PlanSummary plan = event.data().plan();
        return sent.awaitsApproval() && plan != null
                ? ResponseEntity.accepted()
                        .header("Idempotency-Key", sent.key())
                        .body(ApprovalAnswer.of(sent.key(), plan, event))
                : ResponseEntity.ok().header("Idempotency-Key", sent.key()).body(MessageView.of(event));
    }
}
