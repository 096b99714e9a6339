package io.connwarden.console.command;

import io.connwarden.console.web.ProblemException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
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
            throw unsupported(HttpHeaders.CONTENT_TYPE, "application/json", type);
        }
        if (type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
            throw unsupported(HttpHeaders.CONTENT_TYPE, "application/json in UTF-8", type);
        }
        String encoding = entity.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported(HttpHeaders.CONTENT_ENCODING, "absent, because a body is not unpacked", encoding);
        }
        return body;
    }

    private static ProblemException unsupported(String header, String accepted, @Nullable Object value) {
        return ProblemException.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "the header " + header + " must be " + accepted + ", was '" + (value == null ? "" : value) + "'");
    }

    private static @Nullable MediaType contentType(HttpEntity<byte[]> entity) {
        try {
            return entity.getHeaders().getContentType();
        } catch (InvalidMediaTypeException malformed) {
            throw unsupported(
                    HttpHeaders.CONTENT_TYPE,
                    "application/json",
                    entity.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
        }
    }
}
