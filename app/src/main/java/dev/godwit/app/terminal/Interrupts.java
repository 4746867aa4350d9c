package dev.godwit.app.terminal;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C and SIGTERM: the first one stops the work cleanly, the second ends the process at once. Signals rather than a
 * shutdown hook, because a hook knows neither which signal it was nor that a second one has come.
 */
public final class Interrupts {
    private static final int INTERRUPTED_EXIT = 130;
    private static final int TERMINATED_EXIT = 143;
    private static final long GRACE_MILLIS = 10_000;

    private final AtomicInteger exitCode = new AtomicInteger();
    private final Runnable stop;

    private Interrupts(Runnable stop) {
        this.stop = stop;
    }

    /** For the rest of this process, the first signal calls {@code stop} on a thread of its own. */
    public static Interrupts handledBy(Runnable stop) {
        Interrupts interrupts = new Interrupts(stop);
        Signals.handle("INT", () -> interrupts.arrived(INTERRUPTED_EXIT));
        Signals.handle("TERM", () -> interrupts.arrived(TERMINATED_EXIT));
        return interrupts;
    }

    /** 130 or 143 when a signal has come. */
    public OptionalInt exitCode() {
        int code = exitCode.get();
        return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
    }

    private void arrived(int code) {
        if (!exitCode.compareAndSet(0, code)) {
            Runtime.getRuntime().halt(exitCode.get());
        }
        Thread.ofVirtual().name("stop").start(stop);
        try {
            Thread.sleep(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Only reached when the clean end hangs: main would have ended the process by now.
        Runtime.getRuntime().halt(code);
    }
}
