package io.connwarden.console.command;

import io.connwarden.console.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** The bytes of a JSON body. A page of another site cannot send this content type without a preflight request. */
public final class JsonBody {
    private static final MediaType ANY_JSON = new MediaType("application", "*+json");

    private JsonBody() {}

    /** Returns the bytes; none for a request without a body. */
    public static byte[] bytes(HttpEntity<byte[]> entity) {
        byte[] body = entity.getBody();
        if (body == null || body.length == 0) {
            return new byte[0];
        }
        MediaType type = contentType(entity);
        if (type == null || !(MediaType.APPLICATION_JSON.includes(type) || ANY_JSON.includes(type))) {
            throw ProblemException.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "the header Content-Type must be application/json, was '" + (type == null ? "" : type) + "'");
        }
        return body;
    }

    private static @Nullable MediaType contentType(HttpEntity<byte[]> entity) {
        return entity.getHeaders().getContentType();
    }
}
