package dev.godwit.transfer.receive.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PiecePlanTest {
    private enum State {
        MISSING,
        TAKEN,
        CLAIMED,
        DONE
    }

    @Test
    void agreesWithANaiveModelWhateverHappens() {
        SplittableRandom random = Seed.announce("PiecePlanTest").random();
        for (int round = 0; round < 300; round++) {
            int count = random.nextInt(1, 40);
            PiecePlan plan = new PiecePlan(count);
            List<State> model = new ArrayList<>(Collections.nCopies(count, State.MISSING));
            for (int step = 0; step < 120; step++) {
                act(random, plan, model);
                compare(plan, model);
            }
        }
    }

    private static void act(SplittableRandom random, PiecePlan plan, List<State> model) {
        int piece = random.nextInt(model.size());
        switch (random.nextInt(6)) {
            case 0, 1 -> take(plan, model, random.nextInt(1, 6));
            case 2 -> {
                if (model.get(piece) == State.MISSING) {
                    plan.claim(piece);
                    model.set(piece, State.CLAIMED);
                }
            }
            case 3 -> {
                if (model.get(piece) == State.CLAIMED) {
                    plan.refute(piece);
                    model.set(piece, State.MISSING);
                }
            }
            case 4 -> {
                if (model.get(piece) != State.MISSING) {
                    plan.done(piece);
                    model.set(piece, State.DONE);
                }
            }
            default -> {
                if (random.nextInt(8) == 0) {
                    plan.giveBackAll();
                    model.replaceAll(state -> state == State.TAKEN ? State.MISSING : state);
                }
            }
        }
    }

    private static void take(PiecePlan plan, List<State> model, int max) {
        Optional<PieceRange> range = plan.take(max);
        int first = model.indexOf(State.MISSING);
        assertThat(range.isPresent()).isEqualTo(first >= 0);
        if (range.isPresent()) {
            int end = first;
            while (end < model.size() && end - first < max && model.get(end) == State.MISSING) {
                model.set(end, State.TAKEN);
                end++;
            }
            assertThat(range.get()).isEqualTo(new PieceRange(first, end - first));
        }
    }

    private static void compare(PiecePlan plan, List<State> model) {
        assertThat(plan.missing()).isEqualTo(Collections.frequency(model, State.MISSING));
        assertThat(plan.isComplete()).isEqualTo(Collections.frequency(model, State.DONE) == model.size());
        assertThat(plan.firstClaim().orElse(-1)).isEqualTo(model.indexOf(State.CLAIMED));
        int notDone = 0;
        while (notDone < model.size() && model.get(notDone) == State.DONE) {
            notDone++;
        }
        assertThat(plan.firstNotDone()).isEqualTo(notDone);
    }

    @Test
    void aStreamHasPiecesUntilItsEndIsKnown() {
        PiecePlan plan = new PiecePlan(PiecePlan.UNKNOWN_COUNT);
        assertThat(plan.take(1000)).contains(new PieceRange(0, 1000));
        assertThat(plan.missing()).isEqualTo(Long.MAX_VALUE);
        plan.done(0);
        plan.end(1);
        assertThat(plan.isComplete()).isTrue();
        assertThat(plan.take(1)).isEmpty();
    }

    @Test
    void nothingIsCompleteAtOnce() {
        assertThat(new PiecePlan(0).isComplete()).isTrue();
        assertThat(new PiecePlan(0).take(5)).isEmpty();
    }
}
