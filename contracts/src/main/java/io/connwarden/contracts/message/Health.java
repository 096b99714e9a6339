package io.connwarden.contracts.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One sample of one target. In JSON the counts stand flat beside the other fields.
 *
 * @param counts null when the target was {@link HealthStatus#UNREACHABLE}
 * @param topApplications the largest holders of sessions, largest first
 * @param reason one sentence saying why the status is what it is; never a password
 * @param lastCheck when the sample was taken
 * @param serverVersion as the server reports it, such as {@code 15.18}; null when unreachable
 * @param inRecovery true on a standby; null when unreachable
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
        Allowed.target(target);
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
