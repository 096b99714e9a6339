package io.connwarden.client.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class RouterMetricsTest {
    /** A registry that records for each timer if it publishes a histogram. */
    private static final class RecordingRegistry extends SimpleMeterRegistry {
        private final Map<String, Boolean> histograms = new ConcurrentHashMap<>();

        @Override
        protected Timer newTimer(Meter.Id id, DistributionStatisticConfig distribution, PauseDetector pauseDetector) {
            histograms.put(id.getName(), distribution.isPublishingHistogram());
            return super.newTimer(id, distribution, pauseDetector);
        }
    }

    private final RecordingRegistry registry = new RecordingRegistry();

    @Test
    void histograms_are_published_on_request_and_names_are_limited() {
        RouterSettings settings = RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/nowhere")
                .applicationName("shop")
                .maxConnections(2)
                .build();
        try (QueryRouter router = QueryRouter.open(settings)) {
            new RouterMetrics(router, Tags.empty()).withHistograms().bindTo(registry);
            for (int i = 0; i < 300; i++) {
                router.withConnectionMonitoring(() -> 5, "work " + i);
            }
            assertThat(registry.histograms).containsEntry("connwarden.client.query.duration", true);
            assertThat(registry.find("connwarden.client.query.duration").timers())
                    .hasSize(101);
            assertThat(registry.get("connwarden.client.query.duration")
                            .tag("query", "(other names)")
                            .timer()
                            .count())
                    .isEqualTo(200);
            assertThat(registry.get("hikaricp.connections.max")
                            .tag("pool", "shop-reserved")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(registry.get("jdbc.connections.idle")
                            .tag("name", "shop-standard")
                            .gauge()
                            .value())
                    .isZero();
        }
    }

    @Test
    void calls_are_timed_by_name_priority_and_outcome_and_lanes_have_gauges() {
        RouterSettings settings = RouterSettings.forUrl("jdbc:postgresql://127.0.0.1:1/nowhere")
                .maxConnections(2)
                .build();
        try (QueryRouter router = QueryRouter.open(settings)) {
            new RouterMetrics(router, Tags.of("router", "orders")).bindTo(registry);
            QueryOptions brief = QueryOptions.read("unreachable").withTimeout(Duration.ofMillis(50));
            assertThatThrownBy(() -> router.executeQuery(connection -> 1, brief))
                    .isInstanceOf(QueryException.class);
            assertThat(router.withConnectionMonitoring(() -> 5, "work")).isEqualTo(5);

            assertThat(registry.get("connwarden.client.query.duration")
                            .tags(
                                    "query",
                                    "unreachable",
                                    "priority",
                                    "normal",
                                    "outcome",
                                    "timed_out",
                                    "router",
                                    "orders")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("connwarden.client.query.duration")
                            .tags("query", "work", "outcome", "succeeded")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.histograms).containsEntry("connwarden.client.query.duration", false);
            assertThat(registry.get("connwarden.client.timeouts")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("connwarden.client.queries.running")
                            .tags("lane", "standard")
                            .gauge()
                            .value())
                    .isZero();
        }
    }
}
