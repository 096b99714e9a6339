package io.connwarden.actuator.decision.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.actuator.decision.TestPolicies;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An invented situation of a kind that was reported, with the expected effect on its sessions. A session without an
 * expectation is left alone. The share of one action is not limited, because most situations have few sessions.
 */
final class ReportedCase {
    private final String sentence;
    private final SituationBuilder server;
    private final List<Consumer<Judged>> expectations = new ArrayList<>();
    private Policy policy = TestPolicies.policy("budget.sessions-percentage=100");
    private Trigger trigger = ReportedTriggers.HEALTH_EVENT;
    private Set<Integer> ended = Set.of();
    private Set<Integer> cancelled = Set.of();
    private boolean endsAreExact = true;

    private ReportedCase(String sentence, SituationBuilder server) {
        this.sentence = sentence;
        this.server = server;
    }

    static ReportedCase that(String sentence, SituationBuilder server, Session... sessions) {
        return new ReportedCase(sentence, server.with(sessions));
    }

    static ReportedCase that(String sentence, SituationBuilder server, Stream<Session> sessions) {
        return new ReportedCase(sentence, server.with(sessions.toList()));
    }

    ReportedCase and(Stream<Session> more) {
        server.with(more.toList());
        return this;
    }

    ReportedCase with(String... settings) {
        policy = TestPolicies.policyOver(policy, settings);
        return this;
    }

    ReportedCase requested(CommandParameters parameters) {
        trigger = Judged.command(parameters);
        return this;
    }

    ReportedCase terminate(SessionId... named) {
        return requested(new CommandParameters.Terminate(List.of(named), Set.of()));
    }

    ReportedCase insist(RuleId guard, SessionId... named) {
        return requested(new CommandParameters.Terminate(List.of(named), Set.of(guard)));
    }

    ReportedCase cancel(SessionId... named) {
        return requested(new CommandParameters.Cancel(List.of(named), Set.of()));
    }

    ReportedCase ends(int... pids) {
        ended = IntStream.of(pids).boxed().collect(Collectors.toSet());
        return this;
    }

    ReportedCase cancels(int... pids) {
        cancelled = IntStream.of(pids).boxed().collect(Collectors.toSet());
        return this;
    }

    ReportedCase leavesAllAlone() {
        return this;
    }

    /** Expects that some of these sessions end, the oldest ones, and at least the given number stays. */
    ReportedCase endsTheOldestOf(int first, int last, int kept) {
        endsAreExact = false;
        expectations.add(judged -> {
            List<Integer> pids = ascending(judged);
            assertThat(pids).isNotEmpty().hasSizeLessThanOrEqualTo(last - first + 1 - kept);
            assertThat(pids)
                    .as("a lower pid is older")
                    .isEqualTo(
                            IntStream.range(first, first + pids.size()).boxed().toList());
        });
        return this;
    }

    /** Expects that sessions in this range end, and that at least the given number of them stays. */
    ReportedCase endsSomeOf(int first, int last, int kept) {
        endsAreExact = false;
        expectations.add(judged -> assertThat(ascending(judged))
                .filteredOn(pid -> pid >= first && pid <= last)
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(last - first + 1 - kept));
        return this;
    }

    ReportedCase endsNoneOf(int first, int last) {
        expectations.add(judged -> assertThat(ascending(judged)).noneMatch(pid -> pid >= first && pid <= last));
        return this;
    }

    ReportedCase signalsFirst(int pid) {
        expectations.add(
                judged -> assertThat(judged.victims().get(0).session().pid()).isEqualTo(pid));
        return this;
    }

    ReportedCase tells(String... texts) {
        expectations.add(judged -> assertThat(judged.texts()).contains(texts));
        return this;
    }

    /** Expects that the signals are recorded and not sent. */
    ReportedCase onlyRecorded() {
        expectations.add(judged ->
                assertThat(((Decision.Act) judged.decision()).dryRun()).isTrue());
        return this;
    }

    ReportedCase planned() {
        expectations.add(judged -> assertThat(judged.decision()).isInstanceOf(Decision.Ask.class));
        return this;
    }

    ReportedCase really() {
        expectations.add(judged ->
                assertThat(((Decision.Act) judged.decision()).dryRun()).isFalse());
        return this;
    }

    void verify() {
        Judged judged = Judged.of(trigger, server.build(), policy);
        assertThat(judged.signalled(SignalKind.CANCEL))
                .as("cancelled: %s", judged.texts())
                .isEqualTo(cancelled);
        if (endsAreExact) {
            assertThat(judged.signalled(SignalKind.TERMINATE))
                    .as("ended: %s", judged.texts())
                    .isEqualTo(ended);
        }
        expectations.forEach(each -> each.accept(judged));
    }

    private static List<Integer> ascending(Judged judged) {
        return List.copyOf(new TreeSet<>(judged.signalled(SignalKind.TERMINATE)));
    }

    @Override
    public String toString() {
        return sentence;
    }
}
