package io.connwarden.console.guide;

import java.util.ArrayList;
import java.util.List;

/** The recommendations on the counts of a target. The thresholds and the texts are those of the endpoint. */
final class GuideRecommendations {
    private GuideRecommendations() {}

    static List<String> of(GuideMetrics metrics) {
        List<String> recommendations = new ArrayList<>();
        if (metrics.utilizationPct() > 90) {
            recommendations.add("CRITICAL: Execute emergency cleanup immediately");
            recommendations.add("Check for connection leaks in application code");
            recommendations.add("Consider scaling database resources");
        } else if (metrics.utilizationPct() > 80) {
            recommendations.add("WARNING: High connection utilization detected");
            recommendations.add("Monitor closely and prepare for cleanup");
        }
        if (metrics.zombieConn() > 10) {
            recommendations.add(metrics.zombieConn() + " zombie connections detected - cleanup recommended");
        }
        if (metrics.longIdleConn() > 5) {
            recommendations.add(metrics.longIdleConn() + " long-idle connections - consider timeout adjustment");
        }
        if (recommendations.isEmpty()) {
            recommendations.add("Connection pool is healthy");
        }
        return recommendations;
    }
}
