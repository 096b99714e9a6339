package io.connwarden.contracts.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON form of {@link Health}. The counts are flat beside the other fields, or all of them are absent. */
final class HealthJson {
    private HealthJson() {}

    /** The annotations for writing a {@link Health}. */
    interface Written {
        @JsonUnwrapped
        Counts counts();

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<ConnectionLimit> connectionLimits();

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<SessionId> listeners();
    }

    /** The fields beside the counts. */
    private record OtherFields(
            String target,
            HealthStatus status,
            List<ApplicationUsage> topApplications,
            String reason,
            List<String> recommendations,
            Instant lastCheck,
            @Nullable String serverVersion,
            @Nullable Boolean inRecovery,
            @Nullable List<ConnectionLimit> connectionLimits,
            @Nullable PreparedTransactions preparedTransactions,
            @Nullable HealthStatus serverStatus,
            @Nullable List<SessionId> listeners,
            @Nullable Instant serverStartedAt) {}

    /**
     * Reads a message that its schema has accepted. The schema requires all counts if {@code totalConnections} is
     * given.
     */
    static Health read(JsonNode json) {
        OtherFields other = Json.MAPPER.treeToValue(json, OtherFields.class);
        Counts counts = json.hasNonNull("totalConnections") ? Json.MAPPER.treeToValue(json, Counts.class) : null;
        return Health.builder(other.target(), other.status(), other.reason(), other.lastCheck())
                .counts(counts)
                .topApplications(other.topApplications())
                .recommendations(other.recommendations())
                .serverVersion(other.serverVersion())
                .inRecovery(other.inRecovery())
                .connectionLimits(Objects.requireNonNullElse(other.connectionLimits(), List.of()))
                .preparedTransactions(other.preparedTransactions())
                .serverStatus(other.serverStatus())
                .serverStartedAt(other.serverStartedAt())
                .listeners(other.listeners() == null ? List.of() : other.listeners())
                .build();
    }
}
