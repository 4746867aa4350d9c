package dev.godwit.app.faults;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Counts what became of the faults that the tests of this package bring about, and prints it all once the last test is
 * over. An attempt that says nothing of its end is lost: its test has failed. Safe on every thread.
 */
final class FaultTable implements BeforeAllCallback {
    private Rows rows = new Rows();

    /** One fault that was brought about. */
    static final class Attempt {
        private final Row row;

        private Attempt(Row row) {
            this.row = row;
            row.tried.incrementAndGet();
        }

        /** Everything arrived in the end, by itself or by the same commands again. */
        void recovered() {
            row.recovered.incrementAndGet();
        }

        /** It ended with the exit code and the words for it, and what was verified is kept. */
        void ended() {
            row.ended.incrementAndGet();
        }
    }

    private static final class Row {
        private final AtomicInteger tried = new AtomicInteger();
        private final AtomicInteger recovered = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();

        String cells() {
            int lost = tried.get() - recovered.get() - ended.get();
            return String.format(
                    Locale.ROOT, "%5d | %9d | %17d | %4d", tried.get(), recovered.get(), ended.get(), lost);
        }
    }

    /** The table of one run of all tests; closed at its end. */
    private static final class Rows implements AutoCloseable {
        private final Map<String, Row> byFault = new TreeMap<>();

        synchronized Row row(String fault) {
            return byFault.computeIfAbsent(fault, _ -> new Row());
        }

        @Override
        public synchronized void close() {
            System.out.printf("%-44s | tried | recovered | ended with reason | lost%n", "fault");
            byFault.forEach((fault, row) -> System.out.printf("%-44s | %s%n", fault, row.cells()));
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        rows = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Rows.class, _ -> new Rows(), Rows.class);
    }

    /** A fault is about to be brought about. */
    Attempt attempt(String fault) {
        return new Attempt(rows.row(fault));
    }
}
