package io.connwarden.console.description;

import io.connwarden.console.access.PublicRoute;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemException;
import io.connwarden.console.web.Revalidated;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes of the descriptions. They need no token, so that a program can read them before it has one. */
@RestController
@PublicRoute
@RequestMapping(ConsolePaths.API)
public class DescriptionController {
    private static final String ASYNC_API = "/io/connwarden/contracts/asyncapi.yaml";
    private static final String YAML = "application/yaml";
    private static final String SCHEMA = "application/schema+json";

    private final byte[] openApi;
    private final byte[] asyncApi;
    private final byte[] asyncApiAsJson;

    /** @param issuer the issuer of tokens; null without one */
    public DescriptionController(@Nullable String issuer) {
        openApi = json(OpenApiDocument.of(issuer));
        asyncApi = bytes(ClassPathFile.text(ASYNC_API));
        asyncApiAsJson = json(YamlFile.read(ASYNC_API));
    }

    @Revalidated
    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] openApi() {
        return openApi.clone();
    }

    @Revalidated
    @GetMapping(path = "/asyncapi.yaml", produces = YAML)
    byte[] asyncApi() {
        return asyncApi.clone();
    }

    @Revalidated
    @GetMapping(path = "/asyncapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] asyncApiAsJson() {
        return asyncApiAsJson.clone();
    }

    /** Returns a file that the AsyncAPI document refers to. */
    @Revalidated
    @GetMapping(path = "/schema/{file}", produces = SCHEMA)
    byte[] schema(@PathVariable String file) {
        return MessageSchemas.file(file)
                .map(DescriptionController::bytes)
                .orElseThrow(() -> ProblemException.notFound(
                        "no schema '" + file + "'; GET " + ConsolePaths.API + "/asyncapi.yaml refers to the schemas"));
    }

    private static byte[] json(JsonNode document) {
        return JsonMapper.shared().writeValueAsBytes(document);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
