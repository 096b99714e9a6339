package io.connwarden.console.command;

import io.connwarden.console.sessions.SessionKeys;
import io.connwarden.console.sessions.SessionKeys.Content;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The opaque ids of sessions in a body. They become the identity and the expected work of the command. */
final class SessionReferences {
    private static final String SESSION = "sessionId";
    private static final String TRANSACTION = "transactionId";
    private static final String QUERY = "queryId";
    private static final Set<String> FIELDS =
            Set.of(SESSION, TRANSACTION, QUERY, "pid", "backendStart", "transactionStart", "queryStart");

    private SessionReferences() {}

    /** Replaces the ids in the elements of an array. Another value is left to the schema. */
    static void replace(JsonNode sessions) {
        for (int i = 0; sessions.isArray() && i < sessions.size(); i++) {
            if (sessions.get(i) instanceof ObjectNode session) {
                replace(session, "sessions[" + i + "].");
            }
        }
    }

    private static void replace(ObjectNode session, String path) {
        for (String name : session.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw ProblemException.badRequest("'" + path + name + "' is not a field of a session");
            }
        }
        JsonNode id = session.remove(SESSION);
        if (id != null) {
            SessionId identity = SessionKeys.readSession(text(id)).orElseThrow(() -> invalid(path + SESSION, id));
            session.put("pid", identity.pid());
            session.put("backendStart", identity.backendStart().toString());
        }
        replaceStart(session, TRANSACTION, "transactionStart", path);
        replaceStart(session, QUERY, "queryStart", path);
    }

    private static void replaceStart(ObjectNode session, String name, String start, String path) {
        JsonNode id = session.remove(name);
        if (id != null && !id.isNull()) {
            Optional<Content> content =
                    name.equals(QUERY) ? SessionKeys.readQuery(text(id)) : SessionKeys.readTransaction(text(id));
            Instant time = content.filter(each -> session.path("pid").asInt(0) == each.pid())
                    .map(Content::start)
                    .orElseThrow(() -> invalid(path + name, id));
            session.put(start, time.toString());
        }
    }

    private static String text(JsonNode id) {
        return id.isString() ? id.stringValue() : "";
    }

    private static ProblemException invalid(String path, JsonNode id) {
        return ProblemException.invalid(
                path, "an id of this session, as GET .../sessions shows it", id.isString() ? id.stringValue() : id);
    }
}
