package io.connwarden.standalone.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.standalone.campaign.FaultPlan.FaultPoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    @Test
    void a_seed_gives_the_same_plan_every_time() {
        assertThat(FaultPlan.draw(7, 50, 60)).isEqualTo(FaultPlan.draw(7, 50, 60));
        assertThat(FaultPlan.draw(7, 50, 60)).isNotEqualTo(FaultPlan.draw(8, 50, 60));
    }

    @Test
    void a_thousand_points_contain_every_fault_on_every_subject() {
        Map<InjectedFault, Long> subjects = FaultPlan.draw(1, 1000, 60).points().stream()
                .map(point -> Map.entry(point.fault(), point.subject()))
                .distinct()
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.counting()));
        assertThat(InjectedFault.values())
                .allSatisfy(fault -> assertThat(subjects)
                        .containsEntry(fault, (long) fault.subjects().size()));
    }

    @Test
    void suspensions_last_from_1_to_60_seconds_and_most_are_short() {
        assertThat(FaultPlan.draw(1, 3000, 60).points())
                .filteredOn(point -> point.fault() == InjectedFault.SUSPEND)
                .extracting(FaultPoint::duration)
                .allSatisfy(duration -> assertThat(duration).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60)))
                .anySatisfy(duration -> assertThat(duration).isGreaterThan(Duration.ofSeconds(45)))
                .satisfies(durations -> assertThat(durations.stream()
                                .filter(duration -> duration.compareTo(Duration.ofSeconds(3)) <= 0)
                                .count())
                        .isGreaterThan(durations.size() * 7L / 10));
    }

    @Test
    void no_fault_is_longer_than_the_limit() {
        assertThat(FaultPlan.draw(1, 1000, 3).points())
                .allSatisfy(point -> assertThat(point.duration()).isLessThanOrEqualTo(Duration.ofSeconds(3)));
    }

    @Test
    void faults_of_one_subject_do_not_overlap() {
        Map<String, Duration> ends = new HashMap<>();
        for (FaultPoint point : FaultPlan.draw(1, 1000, 60).points()) {
            assertThat(point.at()).isGreaterThanOrEqualTo(ends.getOrDefault(point.part(), Duration.ZERO));
            ends.put(point.part(), point.at().plus(point.duration()));
        }
    }
}
