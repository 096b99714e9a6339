package io.connwarden.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The link that signs in to the console, as {@code demo} and {@code guard} print it. */
public final class SignInLink {
    private static final Pattern LINK = Pattern.compile("console +(http://127\\.0\\.0\\.1:\\d+)/#token=(cw_\\w+)$");

    private SignInLink() {}

    /** Asserts that the token of the link has every scope, and that a request without it is refused. */
    public static void assertSignsIn(String line) throws Exception {
        Matcher link = LINK.matcher(line);
        assertThat(link.find()).as(line).isTrue();
        URI permissions = URI.create(link.group(1) + "/api/v1/permissions");
        HttpClient http = HttpClient.newHttpClient();
        HttpResponse<String> signedIn = http.send(
                HttpRequest.newBuilder(permissions)
                        .header("Authorization", "Bearer " + link.group(2))
                        .build(),
                BodyHandlers.ofString());
        assertThat(signedIn.body()).contains("read", "operate", "approve", "override");
        assertThat(http.send(HttpRequest.newBuilder(permissions).build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
    }

    /** Returns the status of a request with the token of the link. */
    public static int status(String line, String path) throws Exception {
        Matcher link = LINK.matcher(line);
        assertThat(link.find()).as(line).isTrue();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(link.group(1) + path))
                                .header("Authorization", "Bearer " + link.group(2))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
