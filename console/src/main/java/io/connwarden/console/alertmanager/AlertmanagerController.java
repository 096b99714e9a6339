package io.connwarden.console.alertmanager;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.alertmanager.AlertFate.State;
import io.connwarden.console.alertmanager.AlertmanagerNotification.FiringAlert;
import io.connwarden.console.command.CommandService;
import io.connwarden.console.command.JsonBody;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.value.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The receiver of webhook notifications of Alertmanager, payload version 4. Each firing alert becomes the command AUTO
 * for the target that its label names, so that the modes of the rules decide. A repeated notification is one command.
 * The alerts of a notification do not depend on each other. Alertmanager repeats a notification after a status of 500
 * or more, so that the answer has such a status only if a repetition can help.
 */
@RestController
@RequiresScope(Scope.OPERATE)
public class AlertmanagerController {
    private final String targetLabel;
    private final CommandService commands;

    /** @param targetLabel the label with the id of the target */
    public AlertmanagerController(String targetLabel, CommandService commands) {
        this.targetLabel = targetLabel;
        this.commands = commands;
    }

    /** The answer to a notification: the firing alerts in their order. */
    record Received(List<AlertFate> alerts) {}

    /** @throws ProblemException if the payload is invalid, no alert led to a command, or one can be sent again */
    @PostMapping("/hooks/alertmanager")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Received receive(Caller caller, HttpEntity<byte[]> body) {
        AlertmanagerNotification notification = AlertmanagerNotification.read(JsonBody.bytes(body));
        List<AlertFate> fates = new ArrayList<>();
        for (FiringAlert alert : notification.firing()) {
            fates.add(handle(notification, alert, caller, fates));
        }
        AlertFate failure = firstFailure(fates);
        if (failure != null) {
            throw ProblemException.unavailable(failure.detail() + "; send the notification again")
                    .with("alerts", fates);
        }
        if (!fates.isEmpty() && fates.stream().noneMatch(fate -> fate.state() == State.SENT)) {
            throw ProblemException.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "no firing alert led to a command: " + fates.get(0).detail())
                    .with("alerts", fates);
        }
        return new Received(fates);
    }

    private static @Nullable AlertFate firstFailure(List<AlertFate> fates) {
        return fates.stream()
                .filter(fate -> fate.state() == State.FAILED)
                .findFirst()
                .orElse(null);
    }

    /** @param earlier the alerts before this one; after a failure Kafka is not tried again */
    private AlertFate handle(
            AlertmanagerNotification notification, FiringAlert alert, Caller caller, List<AlertFate> earlier) {
        String name = alert.labels().getOrDefault("alertname", "");
        @Nullable String target = alert.labels().get(targetLabel);
        if (target == null || !Checks.isTargetId(target)) {
            String detail = "alert '" + name + "' needs the label '" + targetLabel + "' with the id of a target, was '"
                    + (target == null ? "" : target) + "'; see connwarden.console.alertmanager.target-label";
            return new AlertFate(name, null, State.IGNORED, null, detail);
        }
        String id = notification.commandId(alert, target, caller.name());
        Optional<AlertFate> same = earlier.stream()
                .filter(fate -> id.equals(fate.commandId()) || fate.state() == State.FAILED)
                .findFirst();
        if (same.isPresent()) {
            return new AlertFate(
                    name, target, same.get().state(), id, same.get().detail());
        }
        return send(name, command(notification, alert, target, caller), id, caller);
    }

    private AlertFate send(String name, Command command, String id, Caller caller) {
        try {
            commands.sendOnly(caller, command, id);
            return new AlertFate(name, command.target(), State.SENT, id, null);
        } catch (ProblemException problem) {
            State state = problem.getStatusCode().is5xxServerError() ? State.FAILED : State.REFUSED;
            return new AlertFate(
                    name, command.target(), state, id, problem.getBody().getDetail());
        }
    }

    /** The command depends on values of its id only. Other content under a known id would be refused. */
    private static Command command(
            AlertmanagerNotification notification, FiringAlert alert, String target, Caller caller) {
        return new Command(
                target, new CommandParameters.Auto(), caller.name(), notification.reason(alert), false, null);
    }
}
