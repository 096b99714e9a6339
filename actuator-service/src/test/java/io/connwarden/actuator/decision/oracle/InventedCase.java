package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.selection.SparedSession;
import io.connwarden.actuator.decision.selection.Victim;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An invented situation with the sessions that the decision must end or cancel. All others are left alone. */
final class InventedCase {
    /** So many sessions make the share of one action larger than the limits of the rules. */
    private static final int BYSTANDERS = 40;

    private final String sentence;
    private final SituationBuilder sample;
    private final Set<Integer> ended = new TreeSet<>();
    private final Set<Integer> cancelled = new TreeSet<>();
    private final Set<String> told = new HashSet<>();
    private final Set<String> untold = new HashSet<>();
    private Policy policy = OraclePolicies.DEFAULTS;
    private Trigger trigger = new Trigger.HealthEventTrigger(NOW);

    private InventedCase(String sentence, SituationBuilder sample) {
        this.sentence = sentence;
        this.sample = sample;
    }

    static InventedCase when(String sentence, SituationBuilder sample, Session... sessions) {
        return new InventedCase(sentence, sample.with(sessions).withBystanders(BYSTANDERS));
    }

    static InventedCase when(String sentence, SituationBuilder sample, Stream<Session> sessions) {
        return when(sentence, sample, sessions.toArray(Session[]::new));
    }

    InventedCase by(String... settings) {
        policy = OraclePolicies.with(settings);
        return this;
    }

    InventedCase requesting(CommandParameters parameters) {
        trigger = new Trigger.CommandTrigger(new Command("orders-db", parameters, "ann", "because", false, null));
        return this;
    }

    InventedCase ends(int... pids) {
        IntStream.of(pids).forEach(ended::add);
        return this;
    }

    InventedCase endsAll(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(ended::add);
        return this;
    }

    InventedCase cancels(int... pids) {
        IntStream.of(pids).forEach(cancelled::add);
        return this;
    }

    /** Expects no signal. Without an expectation the meaning is the same. */
    InventedCase endsNone() {
        return this;
    }

    InventedCase tells(String... texts) {
        told.addAll(List.of(texts));
        return this;
    }

    InventedCase doesNotTell(String... texts) {
        untold.addAll(List.of(texts));
        return this;
    }

    static CommandParameters terminate(Set<RuleId> override, SessionId... sessions) {
        return new CommandParameters.Terminate(List.of(sessions), override);
    }

    static CommandParameters terminate(SessionId... sessions) {
        return terminate(Set.of(), sessions);
    }

    static CommandParameters cancel(Set<RuleId> override, SessionId... sessions) {
        return new CommandParameters.Cancel(List.of(sessions), override);
    }

    void verify() {
        JudgedDecision judged = decide();
        assertThat(signalled(judged, SignalKind.TERMINATE))
                .as("terminated: %s", judged.decision())
                .isEqualTo(ended);
        assertThat(signalled(judged, SignalKind.CANCEL))
                .as("cancelled: %s", judged.decision())
                .isEqualTo(cancelled);
        told.forEach(text -> assertThat(reasons(judged)).contains(text));
        untold.forEach(text -> assertThat(reasons(judged)).doesNotContain(text));
        assertThat(DecisionOracle.violations(judged)).isEmpty();
    }

    private JudgedDecision decide() {
        var situation = sample.build();
        Decision decision = Decider.standard().decide(trigger, situation, policy);
        return JudgedDecision.first(trigger, situation, policy, decision);
    }

    private static Set<Integer> signalled(JudgedDecision judged, SignalKind signal) {
        return judged.victims().stream()
                .filter(victim -> victim.signal() == signal)
                .map(victim -> victim.session().pid())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String reasons(JudgedDecision judged) {
        return Stream.of(
                        Stream.of(judged.decision().reason()),
                        judged.victims().stream().map(Victim::reason),
                        judged.decision().spared().stream().map(SparedSession::reason))
                .flatMap(each -> each)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return sentence;
    }
}
