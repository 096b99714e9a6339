package io.connwarden.benchmarks.reclaim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The phases of the rounds: random fractions of a second, one from each of as many equal parts of the second as there
 * are measured rounds. The median of a poll interval therefore does not depend on a random draw.
 */
record Phases(List<Double> fractions) {
    Phases {
        fractions = List.copyOf(fractions);
    }

    static Phases draw(long seed, int warmUpRounds, int rounds) {
        Random random = new Random(seed);
        List<Double> measured = new ArrayList<>();
        for (int part = 0; part < rounds; part++) {
            measured.add((part + random.nextDouble()) / rounds);
        }
        Collections.shuffle(measured, random);
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < warmUpRounds; i++) {
            all.add(random.nextDouble());
        }
        all.addAll(measured);
        return new Phases(all);
    }

    double of(int round) {
        return fractions.get(round);
    }
}
