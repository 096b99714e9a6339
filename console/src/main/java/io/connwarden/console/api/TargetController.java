package io.connwarden.console.api;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemException;
import io.connwarden.console.web.Revalidated;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of targets. */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/targets")
public class TargetController {
    private final FleetView view;
    private final InstantSource clock;

    public TargetController(FleetView view, InstantSource clock) {
        this.view = view;
        this.clock = clock;
    }

    @Revalidated(Revalidated.Content.WITH_AGE)
    @GetMapping
    Page<TargetView> targets(
            Caller caller,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return PageRequest.ofTargets(limit, cursor)
                .select(
                        view.targets().stream().filter(caller::maySee).toList(),
                        Function.identity(),
                        Comparator.naturalOrder(),
                        target -> view.health(target)
                                .map(trend -> TargetView.withoutTrend(trend, view, clock.instant()))
                                .orElseThrow());
    }

    @Revalidated(Revalidated.Content.WITH_AGE)
    @GetMapping("/{id}")
    TargetView target(Caller caller, @PathVariable String id) {
        caller.requireTarget(id);
        return view.health(id)
                .map(trend -> TargetView.withTrend(trend, view, clock.instant()))
                .orElseThrow(() -> ProblemException.notFound("no sample of target '" + id + "' is known; GET "
                        + ConsolePaths.API + "/targets lists all targets"));
    }
}
