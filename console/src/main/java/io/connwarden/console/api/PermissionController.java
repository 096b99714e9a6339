package io.connwarden.console.api;

import io.connwarden.console.web.ConsolePaths;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The route that tells a client its permissions. */
@RestController
@RequestMapping(ConsolePaths.API + "/permissions")
public class PermissionController {

    /**
     * The permissions of the sender of a request.
     *
     * @param scopes the permitted kinds of requests
     */
    record Permissions(List<String> scopes) {}

    @GetMapping
    Permissions permissions() {
        return new Permissions(List.of("read"));
    }
}
