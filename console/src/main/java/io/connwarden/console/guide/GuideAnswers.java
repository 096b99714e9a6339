package io.connwarden.console.guide;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.connwarden.console.guide.GuideResults.ActionTaken;
import io.connwarden.console.guide.GuideResults.Cleanup;
import io.connwarden.console.guide.GuideResults.Emergency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The answers of the endpoint, one form per action. */
final class GuideAnswers {
    private GuideAnswers() {}

    record MonitorAnswer(
            boolean success, String action, GuideMetrics metrics, Instant timestamp, List<String> recommendations) {}

    record HealthAnswer(boolean success, String action, GuideHealth health, Instant timestamp) {}

    record CleanupAnswer(boolean success, String action, Cleanup result, Instant timestamp) {}

    record EmergencyAnswer(boolean success, String action, List<Emergency> results, Instant timestamp) {}

    record AutoAnswer(
            boolean success,
            String action,
            @JsonProperty("initial_status") String initialStatus,
            @JsonProperty("initial_utilization") double initialUtilization,
            @JsonProperty("actions_taken") List<ActionTaken> actionsTaken,
            @JsonProperty("final_health") GuideHealth finalHealth,
            Instant timestamp) {}

    /**
     * The status of the manager.
     *
     * @param queueLength commands that wait on the target
     * @param isProcessingQueue true if a command waits on the target
     * @param state the state of the actuator for the target, as in a result; null from an actuator without it
     */
    record StatusAnswer(
            boolean success,
            String action,
            GuideHealth health,
            int queueLength,
            @JsonProperty("isProcessingQueue") boolean isProcessingQueue,
            @Nullable JsonNode state,
            Instant timestamp) {}

    record GuideError(String error, @Nullable String details) {}
}
