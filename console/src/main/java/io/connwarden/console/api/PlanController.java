package io.connwarden.console.api;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.command.CommandService;
import io.connwarden.console.command.JsonBody;
import io.connwarden.console.command.PlanBody;
import io.connwarden.console.command.SecondApproval;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.view.KnownPlan;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
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
 * depends on its kind and is checked here. It is {@code operate} for a dry run, and {@code approve} for a decision of a
 * rule and where a second token is required.
 */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/plans")
public class PlanController {
    private final FleetView view;
    private final CommandService commands;
    private final SecondApproval approval;
    private final InstantSource clock;

    public PlanController(FleetView view, CommandService commands, SecondApproval approval, InstantSource clock) {
        this.view = view;
        this.commands = commands;
        this.approval = approval;
        this.clock = clock;
    }

    /** Returns the plans that can be executed, the latest first. */
    @GetMapping
    Page<OpenPlan> plans(
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        caller.requireSelected(target);
        List<KnownPlan> open = view.openPlans(clock.instant()).stream()
                .filter(plan -> target == null || target.equals(plan.target()))
                .filter(plan -> caller.maySee(plan.target()))
                .toList();
        return PageRequest.of(limit, cursor)
                .select(
                        open,
                        plan -> TimeKey.of(plan.summary().createdAt(), plan.id()),
                        Comparator.reverseOrder(),
                        plan -> OpenPlan.of(plan, approval.scopeOf(plan).text()));
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
        KnownPlan plan = find(id, caller);
        caller.require(approval.scopeOf(plan));
        approval.requireSecondCaller(caller, plan);
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
        KnownPlan plan = find(id, caller);
        caller.require(plan.isRequested() ? Scope.OPERATE : Scope.APPROVE);
        return send(plan, new CommandParameters.Reject(plan.id()), key, caller, request, body);
    }

    /** Finds a plan, also a decided or expired one, for which the actuator has the reason of its refusal. */
    private KnownPlan find(String id, Caller caller) {
        return view.plan(id)
                .filter(plan -> caller.maySee(plan.target()))
                .orElseThrow(() -> ProblemException.notFound(
                        "no plan '" + id + "' is in memory; GET " + ConsolePaths.API + "/plans lists the plans"));
    }

    private ResponseEntity<Object> send(
            KnownPlan plan,
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
