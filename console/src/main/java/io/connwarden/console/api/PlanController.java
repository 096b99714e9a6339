package io.connwarden.console.api;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.command.CommandService;
import io.connwarden.console.command.JsonBody;
import io.connwarden.console.command.PlanBody;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/**
 * The routes of plans: requested dry runs, and decisions of rules in mode {@code ask}. The scope to execute a plan
 * depends on its kind and is checked here: {@code operate} for a dry run, {@code approve} for a decision of a rule.
 */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/plans")
public class PlanController {
    private final FleetView view;
    private final CommandService commands;
    private final InstantSource clock;

    public PlanController(FleetView view, CommandService commands, InstantSource clock) {
        this.view = view;
        this.commands = commands;
        this.clock = clock;
    }

    /** Returns the plans that can be executed, the latest first. */
    @GetMapping
    Page<OpenPlan> plans(
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        List<Event<Result>> all = view.actions();
        Instant now = clock.instant();
        List<Event<Result>> open = all.stream()
                .filter(event -> target == null || target.equals(event.subject()))
                .filter(event -> caller.maySee(event.subject()))
                .filter(event -> OpenPlan.of(event, all, now).isPresent())
                .toList();
        return PageRequest.of(limit, cursor)
                .select(
                        open,
                        TimeKey::of,
                        Comparator.reverseOrder(),
                        event -> OpenPlan.of(event, all, now).orElseThrow());
    }

    /** Executes a plan. Every check is made again, and a session that changed is not signalled. */
    @RequiresScope(value = Scope.READ, acts = true)
    @PostMapping("/{id}/execute")
    ResponseEntity<Object> execute(
            @PathVariable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Caller caller,
            WebRequest request,
            HttpEntity<byte[]> body) {
        OpenPlan plan = find(id, caller);
        caller.require(plan.isRequested() ? Scope.OPERATE : Scope.APPROVE);
        if (!plan.override().isEmpty()) {
            caller.require(Scope.OVERRIDE);
        }
        return send(plan, new CommandParameters.Approve(plan.id()), key, caller, request, body);
    }

    /** Ends a plan without an action. */
    @RequiresScope(value = Scope.READ, acts = true)
    @PostMapping("/{id}/reject")
    ResponseEntity<Object> reject(
            @PathVariable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Caller caller,
            WebRequest request,
            HttpEntity<byte[]> body) {
        OpenPlan plan = find(id, caller);
        caller.require(plan.isRequested() ? Scope.OPERATE : Scope.APPROVE);
        return send(plan, new CommandParameters.Reject(plan.id()), key, caller, request, body);
    }

    /** Finds a plan, also a decided or expired one, for which the actuator has the reason of its refusal. */
    private OpenPlan find(String id, Caller caller) {
        return view.actions().stream()
                .filter(event -> caller.maySee(event.subject()))
                .filter(event -> event.data().plan() != null
                        && event.data().plan().id().toString().equals(id))
                .findFirst()
                .flatMap(event -> OpenPlan.of(event, List.of(), Instant.MIN))
                .orElseThrow(() -> ProblemException.notFound(
                        "no plan '" + id + "' is in memory; GET " + ConsolePaths.API + "/plans lists the plans"));
    }

    private ResponseEntity<Object> send(
            OpenPlan plan,
            CommandParameters parameters,
            @Nullable String key,
            Caller caller,
            WebRequest request,
            HttpEntity<byte[]> body) {
        CommandOptions options = CommandOptions.acting(request);
        String reason = PlanBody.reason(JsonBody.bytes(body), parameters.action() + " over HTTP");
        Command command = new Command(plan.target(), parameters, caller.name(), reason, options.dryRun(), null);
        return CommandAnswer.of(commands.send(caller, command, key, options.maxWait()));
    }
}
