package io.connwarden.console.api;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.RequiresScope;
import io.connwarden.console.access.Scope;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route of the curves of all targets. Their whole trends would have a hundred times the size. */
@RestController
@RequiresScope(Scope.READ)
@RequestMapping(ConsolePaths.API + "/trends")
public class TrendController {
    private static final int MAX_POINTS = 120;

    private final FleetView view;

    public TrendController(FleetView view) {
        this.view = view;
    }

    /**
     * The curve of a target.
     *
     * @param utilization the highest slot utilization of each part of the last hour, in percent, the oldest first; null
     *     for a part without a count
     */
    record TrendItem(String target, List<@Nullable Double> utilization) {}

    /** The curves of all permitted targets. */
    record TrendList(List<TrendItem> items) {}

    @GetMapping
    TrendList trends(Caller caller, @RequestParam(defaultValue = "40") int points) {
        if (points < 1 || points > MAX_POINTS) {
            throw ProblemException.invalid("points", "1 to " + MAX_POINTS, points);
        }
        return new TrendList(view.targets().stream()
                .filter(caller::maySee)
                .flatMap(target ->
                        view.health(target).map(trend -> new TrendItem(target, trend.utilization(points))).stream())
                .toList());
    }
}
