package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.guard.G3Cooldown;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.rule.Proposal;
import io.connwarden.actuator.decision.rule.Rule;
import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.verdict.Decision;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tries the rules in order until one finds somebody to take.
 *
 * <p>R1 to R3 answer the same need, each more gently than the one before. While one of them rests (G3), those after it
 * rest too: else a gentler rule would go on where the stronger has just stopped to see what it did. R4 answers another
 * need and is tried always.
 */
final class Automatic {
    private static final Set<Ground> AGAINST_PRESSURE = EnumSet.of(Ground.R1, Ground.R2, Ground.R3);

    private final List<Rule> rules;
    private final G3Cooldown cooldown;

    Automatic(List<Rule> rules, G3Cooldown cooldown) {
        this.rules = List.copyOf(rules);
        this.cooldown = cooldown;
    }

    Decision decide(Situation situation, Policy policy, boolean dryRun) {
        Findings findings = new Findings();
        boolean pressureRests = false;
        for (Rule rule : rules) {
            boolean againstPressure = AGAINST_PRESSURE.contains(rule.number());
            Optional<Proposal> proposal =
                    againstPressure && pressureRests ? Optional.empty() : rule.propose(situation, policy);
            if (proposal.isEmpty()) {
                continue;
            }
            Optional<String> resting = cooldown.resting(rule.number(), situation, policy);
            if (resting.isPresent()) {
                findings.rests(resting.get());
                pressureRests |= againstPressure;
                continue;
            }
            Optional<Decision> act = new Attempt(situation, policy, dryRun, findings)
                    .first(proposal.get(), () -> rule.proposeMore(situation, policy));
            if (act.isPresent()) {
                return act.get();
            }
        }
        return findings.nothing();
    }
}
