package io.connwarden.console.settings;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.value.Checks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings in the block {@code connwarden.console}.
 *
 * @param enabled false for a service without the console
 * @param allowedHosts further names by which a request may address the server, in lower case without a port; a
 *     loopback name or address is always permitted
 * @param maxBodySize the maximum size of a request body, 1 KiB to 10 MiB
 * @param tokensFile the file with the hashes of the tokens; null without tokens
 * @param oidc the issuer of further tokens
 * @param openMetrics true for metrics without a token on an address that other hosts can reach
 * @param readOnly true refuses every request that acts
 * @param maxActionsPerMinute the number of requests of one token that act, 1 to 10,000
 * @param maxFailedLoginsPerMinute the number of invalid tokens of one address that are answered with 401, 1 to 10,000
 * @param maxSamplesSize the maximum memory of all kept samples of sessions, 8 MiB to 16 GiB
 * @param maxStreams the maximum number of open streams of events, 1 to 2,000
 * @param maxStreamsPerCaller the maximum number of open streams of one token, 1 to 2,000
 * @param maxExports the maximum number of exports at a time, 1 to 100
 * @param maxExportsPerCaller the maximum number of exports of one token at a time, 1 to 100
 * @param logStore the log store for history, logs and timeline; null for none
 * @param streamHeartbeat the interval between heartbeats of a stream without events, 1 s to 1 min
 * @param defaultTarget the target of a request to the endpoints of the guide that names none; null for none
 * @param secondApprovalTargets ids of the targets on which a requested action waits for the approval by a second token;
 *     {@code *} for all
 * @param cors the permission for pages of other origins
 * @param guide the endpoints of the guide
 * @param alertmanager the receiver of notifications of Alertmanager
 */
public record ConsoleSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("256KB") DataSize maxBodySize,
        @Nullable Path tokensFile,
        @DefaultValue Oidc oidc,
        @DefaultValue("false") boolean openMetrics,
        @DefaultValue("false") boolean readOnly,
        @DefaultValue("60") int maxActionsPerMinute,
        @DefaultValue("60") int maxFailedLoginsPerMinute,
        @DefaultValue("192MB") DataSize maxSamplesSize,
        @DefaultValue("200") int maxStreams,
        @DefaultValue("100") int maxStreamsPerCaller,
        @DefaultValue("8") int maxExports,
        @DefaultValue("2") int maxExportsPerCaller,
        @DefaultValue("15s") Duration streamHeartbeat,
        @Nullable String defaultTarget,
        @DefaultValue List<String> secondApprovalTargets,
        @DefaultValue Cors cors,
        @DefaultValue Guide guide,
        @DefaultValue Alertmanager alertmanager,
        @Nullable LogStoreSettings logStore) {
    public static final String PREFIX = "connwarden.console";

    /** The CloudEvents source of the commands of the console. */
    public static final String SOURCE = "urn:connwarden:console";

    /** @throws IllegalArgumentException if a value is out of range */
    public ConsoleSettings {
        allowedHosts = List.copyOf(allowedHosts);
        Checks.requireInRange(
                "max-body-size",
                maxBodySize.toBytes(),
                DataSize.ofKilobytes(1).toBytes(),
                DataSize.ofMegabytes(10).toBytes());
        Checks.requireInRange("max-actions-per-minute", maxActionsPerMinute, 1, 10_000);
        Checks.requireInRange("max-failed-logins-per-minute", maxFailedLoginsPerMinute, 1, 10_000);
        Checks.requireInRange(
                "max-samples-size",
                maxSamplesSize.toBytes(),
                DataSize.ofMegabytes(8).toBytes(),
                DataSize.ofGigabytes(16).toBytes());
        Checks.requireInRange("max-streams", maxStreams, 1, 2_000);
        Checks.requireInRange("max-streams-per-caller", maxStreamsPerCaller, 1, 2_000);
        Checks.requireInRange("max-exports", maxExports, 1, 100);
        Checks.requireInRange("max-exports-per-caller", maxExportsPerCaller, 1, 100);
        Checks.requireInRange("stream-heartbeat", streamHeartbeat, Duration.ofSeconds(1), Duration.ofMinutes(1));
        if (defaultTarget != null) {
            Checks.requireTargetId("default-target", defaultTarget);
        }
        secondApprovalTargets = List.copyOf(secondApprovalTargets);
        for (String target : secondApprovalTargets) {
            Checks.require(
                    Command.isTargetOrAll(target),
                    "second-approval-targets",
                    "* or ids of targets",
                    "'" + target + "'");
        }
    }

    /** Returns true if some request can be authenticated. */
    public boolean hasAuthentication() {
        return tokensFile != null || oidc.issuerUri() != null;
    }

    /**
     * The issuer of access tokens, by OpenID Connect.
     *
     * @param issuerUri null without an issuer
     * @param audience the audience that a token must name; not null with an issuer, because an issuer has other
     *     applications too
     * @param scopesClaim the claim with the scopes: a list, or a text with blanks between the names
     */
    public record Oidc(
            @Nullable String issuerUri,
            @Nullable String audience,
            @DefaultValue("scope") String scopesClaim) {
        public Oidc {
            if (issuerUri != null) {
                Checks.require(
                        issuerUri.matches("https?://[^\\s]+"),
                        "oidc.issuer-uri",
                        "the address of the issuer, such as https://login.example.org",
                        "'" + issuerUri + "'");
                Checks.require(
                        audience != null && !audience.isBlank(),
                        "oidc.audience",
                        "set together with oidc.issuer-uri",
                        "'" + (audience == null ? "" : audience) + "'");
            }
        }
    }

    /**
     * The pages of other origins that may call the endpoints of the guide.
     *
     * @param allowedOrigins such as {@code https://app.example.org}; {@code *} for all
     */
    public record Cors(@DefaultValue List<String> allowedOrigins) {
        public Cors {
            allowedOrigins = List.copyOf(allowedOrigins);
            for (String origin : allowedOrigins) {
                Checks.require(
                        origin.equals("*") || origin.matches("https?://[A-Za-z0-9.:\\[\\]-]+"),
                        "cors.allowed-origins",
                        "* or scheme, host and port, such as https://app.example.org",
                        "'" + origin + "'");
            }
        }
    }

    /**
     * The endpoints of the guide.
     *
     * @param getActs false if only POST may act
     */
    public record Guide(@DefaultValue("true") boolean getActs) {}

    /**
     * The receiver of notifications of Alertmanager.
     *
     * @param enabled false for a console without this route
     * @param targetLabel the label of an alert that contains the id of the target
     */
    public record Alertmanager(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("target") String targetLabel) {
        public Alertmanager {
            Checks.require(
                    targetLabel.matches("[A-Za-z_][A-Za-z0-9_]{0,99}"),
                    "alertmanager.target-label",
                    "the name of a label: letters, digits and _",
                    "'" + targetLabel + "'");
        }
    }

    /**
     * The settings in the block {@code connwarden.console.log-store}.
     *
     * @param url of PostgreSQL
     * @param username a role that may read the tables of the log store
     */
    public record LogStoreSettings(
            String url, String username, @DefaultValue("") String password) {
        /** @throws IllegalArgumentException if the address is not one of PostgreSQL */
        public LogStoreSettings {
            Checks.require(
                    url.startsWith("jdbc:postgresql:"), "log-store.url", "a URL jdbc:postgresql:…", "another one");
            Checks.require(!username.isBlank(), "log-store.username", "the name of a role", "''");
        }

        /** Returns the settings without the password. */
        @Override
        public String toString() {
            return "LogStoreSettings[username=" + username + "]";
        }
    }
}
