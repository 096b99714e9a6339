package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.console.access.Scope;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Health and metrics on a loopback address and on an address that other hosts can reach. */
class ManagementAccessIT {
    private static final String[] ENDPOINTS = {
        "--management.endpoints.web.exposure.include=health,info",
        "--management.endpoint.health.show-details=when-authorized"
    };

    @Test
    void on_a_loopback_address_the_details_of_the_health_need_no_token_but_a_known_host() throws Exception {
        try (ConfigurableApplicationContext console = start("127.0.0.1")) {
            assertThat(get(console, "/actuator/health", null).body()).contains("components");
            assertThat(get(console, "/actuator/info", null).statusCode()).isEqualTo(200);
            assertThat(withHost(console, "/actuator/health", "attacker.example"))
                    .contains(" 200 ", "status")
                    .doesNotContain("components");
            assertThat(withHost(console, "/actuator/info", "attacker.example")).contains(" 421 ");
        }
    }

    @Test
    void on_another_address_metrics_and_details_need_a_token_with_the_scope_read() throws Exception {
        try (ConfigurableApplicationContext console = start("0.0.0.0")) {
            assertThat(get(console, "/actuator/health", null).statusCode()).isEqualTo(200);
            assertThat(get(console, "/actuator/health", null).body()).doesNotContain("components");
            assertThat(get(console, "/actuator/info", null).statusCode()).isEqualTo(401);
            assertThat(get(console, "/actuator", null).statusCode()).isEqualTo(401);
            assertThat(get(console, "/%61ctuator/info", null).statusCode())
                    .as("an encoded letter")
                    .isEqualTo(401);
            String reader = TestTokens.shared().with(Scope.READ);
            assertThat(get(console, "/actuator/info", reader).statusCode()).isEqualTo(200);
            assertThat(get(console, "/actuator/health", reader).body()).contains("components");
            HttpResponse<String> refused =
                    get(console, "/actuator/info", TestTokens.shared().with(Scope.OPERATE));
            assertThat(CommandClient.problem(refused, 403)).contains("'read'");
        }
        try (ConfigurableApplicationContext console = start("0.0.0.0", "--connwarden.console.open-metrics=true")) {
            assertThat(get(console, "/actuator/info", null).statusCode()).isEqualTo(200);
            assertThat(get(console, "/actuator/health", null).body()).doesNotContain("components");
        }
    }

    private static ConfigurableApplicationContext start(String address, String... more) {
        String[] arguments = new String[ENDPOINTS.length + 1 + more.length];
        System.arraycopy(ENDPOINTS, 0, arguments, 0, ENDPOINTS.length);
        arguments[ENDPOINTS.length] = "--server.address=" + address;
        System.arraycopy(more, 0, arguments, ENDPOINTS.length + 1, more.length);
        return ConsoleTestApplication.start("127.0.0.1:1", "management.", arguments);
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext console, String path, String token)
            throws Exception {
        return new CommandClient(console)
                .get(path, "Authorization", token == null ? "Basic bm9uZQ==" : "Bearer " + token);
    }

    /** Sends a request under a host name, which the client of Java does not permit. */
    private static String withHost(ConfigurableApplicationContext console, String path, String host) throws Exception {
        int port = Integer.parseInt(console.getEnvironment().getRequiredProperty("local.server.port"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
