package io.connwarden.actuator.intake;

import io.connwarden.actuator.decision.policy.Glob;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The topics that permit a command to override guards. The ACLs of Kafka decide which senders may write to a topic. The
 * source of a command is no permission, because its sender writes it.
 */
public final class OverrideTopics {
    private final List<Glob> allowed;

    /** @param allowed patterns of topic names; an empty list allows the shared command topic only */
    public OverrideTopics(Topics topics, List<Glob> allowed) {
        this.allowed = allowed.isEmpty() ? List.of(new Glob(topics.commands())) : List.copyOf(allowed);
    }

    /** Returns the reason why a topic does not permit a command, or null. */
    public @Nullable DecisionReason refuse(String topic, Command command) {
        Set<RuleId> override = CommandParameters.overrideOf(command.parameters());
        return override.isEmpty() || allowed.stream().anyMatch(pattern -> pattern.matches(topic))
                ? null
                : new DecisionReason(
                        RuleId.INTAKE.id(),
                        "topic " + topic + " does not permit override " + override + "; send the command on "
                                + allowed.stream().map(Glob::pattern).collect(Collectors.joining(" or "))
                                + ", or add the topic to connwarden.actuator.override-topics");
    }
}
