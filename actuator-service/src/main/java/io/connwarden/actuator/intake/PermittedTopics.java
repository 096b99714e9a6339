package io.connwarden.actuator.intake;

import io.connwarden.actuator.decision.policy.Glob;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The topics that permit a command to override guards, or to decide on a plan. The ACLs of Kafka decide which senders
 * may write to a topic. The source of a command is no permission, because its sender writes it. Thread-safe.
 */
public final class PermittedTopics {
    private final TopicList overrides;
    private final TopicList approvals;

    /**
     * @param overrideTopics patterns of topic names that permit an override; an empty list permits the shared command
     *     topic only
     * @param approvalTopics patterns of topic names that permit APPROVE and REJECT; as above
     */
    public PermittedTopics(Topics topics, List<Glob> overrideTopics, List<Glob> approvalTopics) {
        this.overrides = TopicList.of("connwarden.actuator.override-topics", topics, overrideTopics);
        this.approvals = TopicList.of("connwarden.actuator.approval-topics", topics, approvalTopics);
    }

    /**
     * Returns the reason why a topic does not permit a command, or null. APPROVE of a dry run needs the permission for
     * the overrides of the dry run, too.
     *
     * @param requestedPlans returns the command of the dry run that made a plan
     */
    public @Nullable DecisionReason refuse(
            String topic, Command command, Function<UUID, Optional<Command>> requestedPlans) {
        if (command.parameters() instanceof CommandParameters.PlanDecision decision) {
            DecisionReason refusal = approvals.refuse(topic, decision.action().name());
            return refusal == null && decision instanceof CommandParameters.Approve
                    ? requestedPlans
                            .apply(decision.planId())
                            .map(planned -> refuseOverride(topic, planned))
                            .orElse(null)
                    : refusal;
        }
        return refuseOverride(topic, command);
    }

    private @Nullable DecisionReason refuseOverride(String topic, Command command) {
        Set<RuleId> override = CommandParameters.overrideOf(command.parameters());
        return override.isEmpty() ? null : overrides.refuse(topic, "override " + override);
    }

    /** The permitted topics of one kind of command, and the setting that names them. */
    private record TopicList(String setting, List<Glob> permitted) {

        static TopicList of(String setting, Topics topics, List<Glob> configured) {
            return new TopicList(
                    setting, configured.isEmpty() ? List.of(new Glob(topics.commands())) : List.copyOf(configured));
        }

        @Nullable DecisionReason refuse(String topic, String what) {
            return permitted.stream().anyMatch(pattern -> pattern.matches(topic))
                    ? null
                    : new DecisionReason(
                            RuleId.INTAKE.id(),
                            "topic " + topic + " does not permit " + what + "; send the command on "
                                    + permitted.stream().map(Glob::pattern).collect(Collectors.joining(" or "))
                                    + ", or add the topic to " + setting);
        }
    }
}
