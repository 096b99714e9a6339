package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One sample of one target. In JSON the counts are flat beside the other fields.
 *
 * @param counts null if the target was {@link HealthStatus#UNREACHABLE}
 * @param topApplications the applications with the most sessions, in descending order
 * @param reason one sentence about the status; contains no password
 * @param lastCheck time of the sample
 * @param serverVersion as the server reports it, such as {@code 15.18}; null if unreachable
 * @param inRecovery true on a standby; null if unreachable
 */
public record Health(
        String target,
        HealthStatus status,
        @Nullable Counts counts,
        List<ApplicationUsage> topApplications,
        String reason,
        List<String> recommendations,
        Instant lastCheck,
        @Nullable String serverVersion,
        @Nullable Boolean inRecovery)
        implements Message {
    public Health {
        Checks.requireTargetId("target", target);
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(lastCheck, "lastCheck");
        if (status != HealthStatus.UNREACHABLE && (counts == null || serverVersion == null || inRecovery == null)) {
            throw new IllegalArgumentException("counts, serverVersion and inRecovery must be given unless UNREACHABLE");
        }
        topApplications = List.copyOf(topApplications);
        recommendations = List.copyOf(recommendations);
    }
}
