package io.connwarden.console.hook;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.command.CommandService;
import io.connwarden.console.command.JsonBody;
import io.connwarden.console.hook.AlertmanagerNotification.FiringAlert;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.value.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The receiver of webhook notifications of Alertmanager, payload version 4. Each firing alert becomes the command AUTO
 * for the target that its label names, so that the modes of the rules decide. A repeated notification is one command.
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

    /**
     * The answer to a notification.
     *
     * @param commands the commands that Kafka has stored, by target
     * @param ignored the firing alerts without a command, each with its reason
     */
    record Received(List<SentCommand> commands, List<String> ignored) {}

    record SentCommand(String target, String commandId) {}

    /** @throws ProblemException if the payload is invalid, no firing alert names a target, or Kafka is down */
    @PostMapping("/hooks/alertmanager")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Received receive(Caller caller, HttpEntity<byte[]> body) {
        AlertmanagerNotification notification = AlertmanagerNotification.read(JsonBody.bytes(body));
        Map<String, Command> byId = new TreeMap<>();
        List<String> ignored = new ArrayList<>();
        for (FiringAlert alert : notification.firing()) {
            Optional<String> reason = refusal(alert, caller);
            reason.ifPresent(ignored::add);
            if (reason.isEmpty()) {
                String target = alert.labels().getOrDefault(targetLabel, "");
                byId.put(notification.commandId(alert, target), command(notification, alert, target, caller));
            }
        }
        if (byId.isEmpty() && !ignored.isEmpty()) {
            throw ProblemException.of(
                    HttpStatus.UNPROCESSABLE_CONTENT, "no firing alert has a target: " + ignored.get(0));
        }
        return new Received(send(byId, caller), ignored);
    }

    private Optional<String> refusal(FiringAlert alert, Caller caller) {
        @Nullable String target = alert.labels().get(targetLabel);
        String name = "alert '" + alert.labels().getOrDefault("alertname", "") + "' ";
        if (target == null || !Checks.isTargetId(target)) {
            return Optional.of(name + "needs the label '" + targetLabel + "' with the id of a target, was '"
                    + (target == null ? "" : target) + "'; see connwarden.console.alertmanager.target-label");
        }
        return caller.maySee(target)
                ? Optional.empty()
                : Optional.of(
                        name + "names target '" + target + "', for which '" + caller.name() + "' has no permission");
    }

    /** The command depends on values of its id only. Other content under a known id would be refused. */
    private static Command command(
            AlertmanagerNotification notification, FiringAlert alert, String target, Caller caller) {
        return new Command(
                target, new CommandParameters.Auto(), caller.name(), notification.reason(alert), false, null);
    }

    private List<SentCommand> send(Map<String, Command> byId, Caller caller) {
        List<SentCommand> sent = new ArrayList<>();
        byId.forEach((id, command) -> {
            commands.sendOnly(caller, command, id);
            sent.add(new SentCommand(command.target(), id));
        });
        return sent;
    }
}
