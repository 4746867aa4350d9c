package dev.godwit.app.view;

import dev.godwit.app.terminal.Screen;
import dev.godwit.transfer.event.TransferEvent.Progress;
import java.util.function.LongSupplier;

/** How progress is drawn. */
public sealed interface ProgressDisplay {

    /** Shows this state, or not yet: the display paces itself. With nobody at the other end it shows nothing. */
    void show(Progress progress);

    /** Shows words in place of the progress, where there is a line that is redrawn. */
    default void say(String words) {}

    /** Not at all. */
    record None() implements ProgressDisplay {
        @Override
        public void show(Progress progress) {}
    }

    /** One line of a terminal, redrawn at most ten times a second. */
    final class Redrawn implements ProgressDisplay {
        private static final long PERIOD_NANOS = 100_000_000;

        private final Screen screen;
        private final int columns;
        private final LongSupplier nanoClock;
        private long drawnNanos;

        /** A line for a terminal of this width. */
        public Redrawn(Screen screen, int columns, LongSupplier nanoClock) {
            this.screen = screen;
            this.columns = columns;
            this.nanoClock = nanoClock;
            this.drawnNanos = nanoClock.getAsLong() - PERIOD_NANOS;
        }

        @Override
        public void show(Progress progress) {
            if (progress.sources() == 0) {
                screen.clear();
                return;
            }
            long now = nanoClock.getAsLong();
            if (now - drawnNanos >= PERIOD_NANOS) {
                screen.status(ProgressLine.of(progress, columns));
                drawnNanos = now;
            }
        }

        @Override
        public void say(String words) {
            screen.status(words.substring(0, Math.min(words.length(), columns - 1)));
        }
    }

    /** Lines that stay, for logs: one every ten per cent or every five seconds, whichever comes first. */
    final class Logged implements ProgressDisplay {
        private static final long PERIOD_NANOS = 5_000_000_000L;
        private static final int STEP_PERCENT = 10;

        private final Screen screen;
        private final LongSupplier nanoClock;
        private long printedNanos;
        private int printedStep;

        /** Lines on this screen. */
        public Logged(Screen screen, LongSupplier nanoClock) {
            this.screen = screen;
            this.nanoClock = nanoClock;
            this.printedNanos = nanoClock.getAsLong();
        }

        @Override
        public void show(Progress progress) {
            if (progress.sources() == 0) {
                printedStep = 0;
                return;
            }
            long now = nanoClock.getAsLong();
            int step = ProgressLine.percent(progress) / STEP_PERCENT;
            if (step > printedStep || now - printedNanos >= PERIOD_NANOS) {
                screen.line(ProgressLine.of(progress, Integer.MAX_VALUE).strip());
                printedNanos = now;
                printedStep = step;
            }
        }
    }
}
