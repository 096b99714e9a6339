package io.connwarden.standalone.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.standalone.campaign.CampaignRound.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short round of the campaign on a fixed seed. The profile {@code campaign} runs the long one. */
class FaultCampaignIT {
    private static final long SEED = 20;
    private static final int POINTS = 12;
    private static final int MAX_FAULT_SECONDS = 3;

    @Test
    void under_a_few_faults_every_promise_holds() throws Exception {
        List<Report> reports = new FaultCampaign(System.out, MAX_FAULT_SECONDS).run(SEED, POINTS, POINTS);
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.findings()).isEmpty();
            assertThat(report.unexpectedExits()).as("exits without a fault").isZero();
            assertThat(report.endings()).as("sessions ended by a signal").isPositive();
            assertThat(report.results()).as("published results").isPositive();
            assertThat(report.passed()).isTrue();
        });
    }
}
