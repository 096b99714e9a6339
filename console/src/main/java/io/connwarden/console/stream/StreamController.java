package io.connwarden.console.stream;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.CallerCheck;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.look.Looks;
import io.connwarden.console.view.SessionHistory;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.value.Checks;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** The route of the stream of server-sent events. */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/stream")
public class StreamController {
    private static final MediaType EVENT_STREAM = new MediaType(MediaType.TEXT_EVENT_STREAM, StandardCharsets.UTF_8);

    private final EventStreams streams;
    private final SessionHistory history;
    private final Looks looks;
    private final CallerCheck callers;

    public StreamController(EventStreams streams, SessionHistory history, Looks looks, CallerCheck callers) {
        this.callers = callers;
        this.streams = streams;
        this.history = history;
        this.looks = looks;
    }

    @GetMapping
    ResponseEntity<ResponseBodyEmitter> stream(
            Caller caller,
            HttpMethod method,
            @RequestParam(required = false) @Nullable String target,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        if (target != null && !Checks.isTargetId(target)) {
            throw ProblemException.invalid("target", "the id of a target", target);
        }
        if (target != null) {
            caller.requireTarget(target);
        }
        EventStream.Selection selection = new EventStream.Selection(
                event -> caller.maySee(event.target()) && (target == null || target.equals(event.target())),
                () -> look(caller, target),
                () -> callers.isPermitted(caller));
        ResponseEntity.BodyBuilder response =
                ResponseEntity.ok().contentType(EVENT_STREAM).header("X-Accel-Buffering", "no");
        // HEAD asks for the headers only, and its stream would have no reader.
        return method.equals(HttpMethod.HEAD)
                ? response.build()
                : response.body(streams.open(caller.identity(), selection, lastEventId));
    }

    /** A stream of one target belongs to its page, which shows fresh samples. */
    private void look(Caller caller, @Nullable String target) {
        if (target != null && caller.maySee(target) && history.latest(target).isPresent()) {
            looks.look(target);
        }
    }
}
