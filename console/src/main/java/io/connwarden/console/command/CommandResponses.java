package io.connwarden.console.command;

import io.connwarden.console.web.MessageTree;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.Set;
import org.springframework.http.HttpStatus;

/** The mapping of a result to a status. A result that is no success is a problem with the whole result. */
final class CommandResponses {
    private static final Set<Action> NAMING_SESSIONS = Set.of(Action.TERMINATE, Action.CANCEL, Action.APPROVE);

    private CommandResponses() {}

    /**
     * Returns a result with sessions, also of a command that failed on some of them.
     *
     * @throws ProblemException if the command was not executed
     */
    static Event<Result> requireExecuted(Event<Result> event) {
        Result result = event.data();
        return result.outcome() == CommandOutcome.FAILED && !result.sessions().isEmpty()
                ? event
                : requireCompleted(event);
    }

    /** @throws ProblemException if the command was not completed, or its only session changed */
    static Event<Result> requireCompleted(Event<Result> event) {
        HttpStatus status = statusOf(event);
        if (status != HttpStatus.OK) {
            throw ProblemException.of(status, detail(event.data())).with("result", MessageTree.of(event.data()));
        }
        return event;
    }

    private static HttpStatus statusOf(Event<Result> event) {
        Result result = event.data();
        return switch (result.outcome()) {
            case REJECTED -> isConflict(event) ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
            case EXPIRED -> HttpStatus.GATEWAY_TIMEOUT;
            case FAILED -> HttpStatus.BAD_GATEWAY;
            case COMPLETED -> isChangedOnly(result) ? HttpStatus.CONFLICT : HttpStatus.OK;
        };
    }

    /** The rejection of a key that belongs to another command has an id of its own. */
    private static boolean isConflict(Event<Result> event) {
        return event.id().id().startsWith(Result.REJECTION_ID_PREFIX);
    }

    /** The victims of a rule are not named by the request, so that their change is no conflict. */
    private static boolean isChangedOnly(Result result) {
        return result.action() != null
                && NAMING_SESSIONS.contains(result.action())
                && result.sessions().size() == 1
                && result.sessions().get(0).outcome() == SessionOutcome.CHANGED;
    }

    private static String detail(Result result) {
        if (result.outcome() == CommandOutcome.COMPLETED) {
            return "the session changed: " + result.sessions().get(0).reason();
        }
        return "the command ended as " + result.outcome() + ": "
                + result.decision().reason();
    }
}
