package io.connwarden.console.api;

import io.connwarden.console.command.CommandService.Sent;
import io.connwarden.console.web.ConsolePaths;
import java.net.URI;
import org.springframework.http.ResponseEntity;

/**
 * The answer to a command without a result so far.
 *
 * @param commandId the key of the command; its action has the result later
 */
record CommandAnswer(String commandId) {

    /** Returns 200 with the result, or 202 with the location of the result. */
    static ResponseEntity<Object> of(Sent sent) {
        return sent.result()
                .map(event -> ResponseEntity.ok()
                        .header("Idempotency-Key", sent.key())
                        .<Object>body(MessageView.of(event)))
                .orElseGet(() -> ResponseEntity.accepted()
                        .location(URI.create(ConsolePaths.API + "/actions/" + sent.key()))
                        .header("Idempotency-Key", sent.key())
                        .body(new CommandAnswer(sent.key())));
    }
}
