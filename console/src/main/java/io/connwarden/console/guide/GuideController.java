package io.connwarden.console.guide;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.guide.GuideAnswers.GuideError;
import io.connwarden.console.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The routes of the two endpoints. The parameter {@code action} selects the method, so that each action states its
 * scope. A failure is answered in the form of the endpoint, with {@code error} and {@code details}.
 */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(
        path = {GuidePaths.APPLICATION, GuidePaths.FUNCTION},
        method = {RequestMethod.GET, RequestMethod.POST},
        produces = MediaType.APPLICATION_JSON_VALUE)
public class GuideController {
    private static final Logger LOG = LoggerFactory.getLogger(GuideController.class);

    private final GuideTargets targets;
    private final GuideActions actions;
    private final boolean getActs;

    /** @param getActs false if only POST may act */
    public GuideController(GuideTargets targets, GuideActions actions, boolean getActs) {
        this.targets = targets;
        this.actions = actions;
        this.getActs = getActs;
    }

    /** Answers MONITOR, which is the default, and refuses an unknown action. */
    @RequestMapping
    Object monitor(
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String target,
            HttpServletRequest request,
            Caller caller) {
        if (action != null && !action.isEmpty() && !action.equals("monitor")) {
            return unknownAction(request);
        }
        return actions.monitor(targets.select(target, caller));
    }

    @RequestMapping(params = "action=health")
    Object health(@RequestParam(required = false) @Nullable String target, Caller caller) {
        return actions.health(targets.select(target, caller));
    }

    /** Answers STATUS of the application. The state of the actuator is the result of a command that changes nothing. */
    @RequestMapping(params = "action=status")
    Object status(@RequestParam(required = false) @Nullable String target, HttpServletRequest request, Caller caller) {
        if (!request.getRequestURI().equals(GuidePaths.APPLICATION)) {
            return unknownAction(request);
        }
        return actions.status(caller, targets.select(target, caller));
    }

    @RequestMapping(params = "action=cleanup")
    @RequiresScope(Scope.OPERATE)
    Object cleanup(
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(name = "idle_threshold", required = false) @Nullable String idleThreshold,
            @RequestParam(name = "max_terminations", required = false) @Nullable String maxTerminations,
            HttpServletRequest request,
            Caller caller) {
        requireActing(request);
        return actions.cleanup(
                caller,
                targets.select(target, caller),
                GuideParameters.idleThreshold(idleThreshold),
                GuideParameters.maxTerminations(maxTerminations));
    }

    @RequestMapping(params = "action=emergency")
    @RequiresScope(Scope.OPERATE)
    Object emergency(
            @RequestParam(required = false) @Nullable String target, HttpServletRequest request, Caller caller) {
        requireActing(request);
        return actions.emergency(caller, targets.select(target, caller));
    }

    @RequestMapping(params = "action=auto")
    @RequiresScope(Scope.OPERATE)
    Object auto(@RequestParam(required = false) @Nullable String target, HttpServletRequest request, Caller caller) {
        requireActing(request);
        return actions.auto(caller, targets.select(target, caller));
    }

    private static ResponseEntity<GuideError> unknownAction(HttpServletRequest request) {
        String known = GuidePaths.actions(request.getRequestURI());
        return ResponseEntity.badRequest().body(new GuideError("Invalid action. Use: " + known, null));
    }

    /** Refuses HEAD too, which Spring routes as GET. */
    private void requireActing(HttpServletRequest request) {
        String method = request.getMethod();
        if (!method.equals("POST") && !(method.equals("GET") && getActs)) {
            throw ProblemException.of(
                    HttpStatus.METHOD_NOT_ALLOWED,
                    "this action needs the method POST"
                            + (getActs ? " or GET" : ", because connwarden.console.guide.get-acts is false"));
        }
    }

    /** Keeps the status of an invalid request. Every other failure is 500, as at the endpoint. */
    @ExceptionHandler
    ResponseEntity<GuideError> problem(ProblemException problem) {
        boolean isOfRequest = List.of(400, 401, 403, 404, 405, 415, 429)
                .contains(problem.getStatusCode().value());
        String detail = String.valueOf(problem.getBody().getDetail());
        if (!isOfRequest) {
            return failure(detail);
        }
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(problem.getStatusCode()).headers(headers -> headers.addAll(problem.getHeaders()));
        if (problem.getStatusCode().value() == HttpStatus.METHOD_NOT_ALLOWED.value()) {
            response.header(HttpHeaders.ALLOW, "POST");
        }
        return response.body(new GuideError(detail, detail));
    }

    @ExceptionHandler
    ResponseEntity<GuideError> undecodable(InvalidParameterException failure) {
        return ResponseEntity.badRequest().body(new GuideError("a parameter cannot be decoded", failure.getMessage()));
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<GuideError> unexpected(Exception failure) {
        LOG.error("A request failed and was answered with 500; the console continues", failure);
        return failure("the log of the service has the cause");
    }

    private static ResponseEntity<GuideError> failure(String details) {
        return ResponseEntity.internalServerError().body(new GuideError("Internal server error", details));
    }
}
