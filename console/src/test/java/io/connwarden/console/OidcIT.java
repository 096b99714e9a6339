package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.connwarden.testing.SharedInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A console that reads the keys of an issuer over HTTP, on a loopback address. */
class OidcIT {
    private static final String AUDIENCE = "connwarden";
    private static final String WITH_AUDIENCE = "--connwarden.console.oidc.audience=" + AUDIENCE;

    private static HttpServer server;
    private static String issuer;
    private static RSAKey key;
    private static ConfigurableApplicationContext console;
    private static CommandClient client;

    @BeforeAll
    static void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        answer(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer
                        + "/keys\",\"subject_types_supported\":[\"public\"]}");
        answer("/keys", new JWKSet(key).toString());
        server.start();
        console = console(issuer, WITH_AUDIENCE);
        client = new CommandClient(console);
    }

    private static ConfigurableApplicationContext console(String ofIssuer, String... more) {
        return ConsoleTestApplication.start(
                SharedInfrastructure.kafka().bootstrapServers(),
                "oidc-it.",
                Stream.concat(Stream.of("--connwarden.console.oidc.issuer-uri=" + ofIssuer), Stream.of(more))
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        console.close();
        server.stop(0);
    }

    @Test
    void a_token_of_the_issuer_has_the_scopes_of_its_claim() throws Exception {
        JsonNode permissions = CommandClient.json(get(signed(claims().build())), 200);
        assertThat(permissions.get("name").asString()).isEqualTo("oidc:al?ice");
        assertThat(permissions.get("scopes").valueStream().map(JsonNode::asString))
                .containsExactly("operate", "read");
        assertThat(permissions.get("expires").isNull()).isFalse();
    }

    @Test
    void a_list_of_scopes_and_a_token_without_a_known_scope_are_understood() throws Exception {
        JsonNode list = CommandClient.json(
                get(signed(claims().claim("scope", List.of("read", "connwarden.approve"))
                        .build())),
                200);
        assertThat(list.get("scopes").valueStream().map(JsonNode::asString)).containsExactly("approve", "read");
        assertThat(CommandClient.problem(
                        get(signed(claims().claim("scope", "openid").build())), 403))
                .contains("'read'");
    }

    @Test
    void a_token_of_the_tokens_file_is_valid_beside_the_issuer() throws Exception {
        assertThat(get(TestTokens.shared().all()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("invalidTokens")
    void a_token_is_refused_with(String reason, String token) throws Exception {
        HttpResponse<String> response = get(token);
        assertThat(response.statusCode()).as(reason + ": " + response.body()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    static List<String[]> invalidTokens() throws Exception {
        RSAKey foreign = new RSAKeyGenerator(2048).keyID("one").generate();
        String valid = signed(claims().build());
        return List.of(
                new String[] {
                    "another audience", signed(claims().audience("wiki").build())
                },
                new String[] {"no audience", signed(claims().audience(List.of()).build())},
                new String[] {
                    "another issuer",
                    signed(claims().issuer("http://127.0.0.1:1").build())
                },
                new String[] {
                    "its time over",
                    signed(claims().expirationTime(Date.from(Instant.now().minusSeconds(600)))
                            .build())
                },
                new String[] {
                    "its time not begun",
                    signed(claims().notBeforeTime(Date.from(Instant.now().plusSeconds(600)))
                            .build())
                },
                new String[] {"the signature of another key", signed(claims().build(), foreign)},
                new String[] {"no signature", new PlainJWT(claims().build()).serialize()},
                new String[] {"a changed signature", valid.substring(0, valid.length() - 8) + "AAAAAAAA"},
                new String[] {"no form at all", "nonsense"});
    }

    @Test
    void while_the_issuer_is_down_its_tokens_get_503_and_the_tokens_of_the_file_work() throws Exception {
        try (ConfigurableApplicationContext lonely = console("http://127.0.0.1:1", WITH_AUDIENCE)) {
            CommandClient sender = new CommandClient(lonely);
            HttpResponse<String> refused =
                    sender.get("/api/v1/permissions", "Authorization", "Bearer " + signed(claims().build()));
            assertThat(CommandClient.problem(refused, 503)).contains("connwarden.console.oidc.issuer-uri");
            assertThat(sender.get("/api/v1/permissions").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void an_issuer_that_hangs_delays_few_requests() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ConfigurableApplicationContext lonely =
                        console("http://127.0.0.1:" + silent.getLocalPort(), WITH_AUDIENCE)) {
            CommandClient sender = new CommandClient(lonely);
            String token = "Bearer " + signed(claims().build());
            Instant start = Instant.now();
            CommandClient.problem(sender.get("/api/v1/permissions", "Authorization", token), 503);
            Duration first = Duration.between(start, Instant.now());
            CommandClient.problem(sender.get("/api/v1/permissions", "Authorization", token), 503);
            assertThat(Duration.between(start, Instant.now()))
                    .as("the second request does not wait again")
                    .isLessThan(first.plus(Duration.ofSeconds(3)));
            assertThat(first).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void an_issuer_without_a_tokens_file_permits_an_address_of_other_hosts() throws Exception {
        try (ConfigurableApplicationContext open =
                console(issuer, WITH_AUDIENCE, "--server.address=0.0.0.0", "--connwarden.console.tokens-file=")) {
            CommandClient sender = new CommandClient(open);
            assertThat(sender.get("/api/v1/permissions", "Authorization", "Bearer " + signed(claims().build()))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(sender.get("/api/v1/permissions").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void an_issuer_without_an_audience_is_refused_at_the_start() {
        assertThatThrownBy(() -> console(issuer))
                .hasStackTraceContaining("oidc.audience must be set together with oidc.issuer-uri");
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(AUDIENCE)
                .subject("u-1")
                .claim("preferred_username", "al\u202eice")
                .claim("scope", "openid read operate")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private static String signed(JWTClaimsSet claims) throws Exception {
        return signed(claims, key);
    }

    private static String signed(JWTClaimsSet claims, RSAKey with) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
        token.sign(new RSASSASigner(with));
        return token.serialize();
    }

    private static HttpResponse<String> get(String token) throws Exception {
        return client.get("/api/v1/permissions", "Authorization", "Bearer " + token);
    }

    private static void answer(String path, String json) {
        server.createContext(path, exchange -> {
            try {
                byte[] body = json.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
