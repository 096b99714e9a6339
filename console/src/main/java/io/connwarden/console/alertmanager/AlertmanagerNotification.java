package io.connwarden.console.alertmanager;

import io.connwarden.console.command.IdempotencyKeys;
import io.connwarden.console.web.MessageTree;
import io.connwarden.console.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/**
 * A notification of Alertmanager, payload version 4. Fields that no command needs are ignored.
 *
 * @param groupKey the identity of the group of alerts
 * @param firing the alerts that are not resolved
 */
record AlertmanagerNotification(String groupKey, List<FiringAlert> firing) {
    private static final String VERSION = "4";
    private static final int MAX_REASON_LENGTH = 1000;
    private static final int MAX_ALERTS = 1000;

    record FiringAlert(Map<String, String> labels, Instant startsAt) {}

    /** @throws ProblemException with the path of the invalid field */
    static AlertmanagerNotification read(byte[] body) {
        JsonNode json = MessageTree.parse(body);
        String version = text(json, "version", "");
        if (!version.equals(VERSION)) {
            throw ProblemException.invalid("version", "\"" + VERSION + "\"", version);
        }
        JsonNode alerts = json.get("alerts");
        if (alerts == null || !alerts.isArray()) {
            throw ProblemException.badRequest("'alerts' must be an array");
        }
        if (alerts.size() > MAX_ALERTS) {
            throw ProblemException.of(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "'alerts' must have at most " + MAX_ALERTS + " alerts, had " + alerts.size()
                            + "; set max_alerts in webhook_configs of Alertmanager, or group the alerts by target");
        }
        List<FiringAlert> firing = new ArrayList<>();
        for (int i = 0; i < alerts.size(); i++) {
            FiringAlert alert = alert(alerts.get(i), "alerts[" + i + "].");
            if (alert != null) {
                firing.add(alert);
            }
        }
        return new AlertmanagerNotification(text(json, "groupKey", ""), firing);
    }

    private static @Nullable FiringAlert alert(JsonNode alert, String path) {
        String status = text(alert, "status", path);
        if (!status.equals("firing") && !status.equals("resolved")) {
            throw ProblemException.invalid(path + "status", "firing or resolved", status);
        }
        return status.equals("firing")
                ? new FiringAlert(labels(alert, path), time(text(alert, "startsAt", path), path + "startsAt"))
                : null;
    }

    private static Map<String, String> labels(JsonNode alert, String path) {
        JsonNode labels = alert.get("labels");
        if (labels == null || !labels.isObject()) {
            throw ProblemException.badRequest("'" + path + "labels' must be an object");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : labels.propertyNames()) {
            values.put(name, text(labels, name, path + "labels."));
        }
        return values;
    }

    private static Instant time(String text, String path) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw ProblemException.invalid(path, "a timestamp such as 2026-03-01T03:00:00Z", text);
        }
    }

    private static String text(JsonNode object, String name, String path) {
        JsonNode value = object.get(name);
        if (value == null || !value.isString()) {
            throw ProblemException.badRequest("'" + path + name + "' must be a string");
        }
        return value.stringValue();
    }

    /**
     * Returns the id of the command of an alert. It is the same for each repetition of the notification.
     *
     * @param sender the name of the caller, which is part of the command too
     */
    String commandId(FiringAlert alert, String target, String sender) {
        String identity = String.join("\n", groupKey, alert.startsAt().toString(), target, sender);
        return IdempotencyKeys.RESERVED_PREFIX + UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    }

    String reason(FiringAlert alert) {
        String reason = "alert of Alertmanager, firing since " + alert.startsAt() + ", group " + groupKey;
        return reason.substring(
                0,
                reason.offsetByCodePoints(0, Math.min(MAX_REASON_LENGTH, reason.codePointCount(0, reason.length()))));
    }
}
