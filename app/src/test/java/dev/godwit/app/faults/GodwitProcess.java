package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A running program under test: its lines as they come, its end, and signals for it. Waiting is bounded, and ends with
 * everything the process has said. Safe on every thread.
 */
final class GodwitProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final String label;
    private final Process process;
    private final Lines out = new Lines();
    private final Lines err = new Lines();
    private final List<Thread> readers;

    private GodwitProcess(String label, Process process) {
        this.label = label;
        this.process = process;
        this.readers = List.of(read(process.getInputStream(), out), read(process.getErrorStream(), err));
    }

    /** What one stream has said so far. Guarded by itself. */
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private boolean ended;
    }

    /** Starts a process; {@code label} is its name in the transcript of a failed test. */
    static GodwitProcess start(String label, ProcessBuilder builder) throws IOException {
        return new GodwitProcess(label, builder.start());
    }

    private static Thread read(InputStream stream, Lines into) {
        return Thread.ofVirtual().start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(line -> add(into, line));
            } catch (IOException e) {
                // The process is gone: so is what it would have said.
            } finally {
                synchronized (into) {
                    into.ended = true;
                    into.notifyAll();
                }
            }
        });
    }

    private static void add(Lines into, String line) {
        synchronized (into) {
            into.lines.add(line);
            into.notifyAll();
        }
    }

    /** Waits for the first event of this name. */
    Event await(String event) {
        return await(event, _ -> true);
    }

    /** Waits for the first event of this name that has this property. */
    Event await(String event, Predicate<Event> property) {
        String line = await(out, text -> is(text, event) && property.test(Event.parse(text)), event);
        return Event.parse(line);
    }

    /** Waits for a line on standard output with this text in it. */
    void awaitOutput(String words) {
        String ignored = await(out, line -> line.contains(words), words);
    }

    /** Waits for a line on standard error with this text in it. */
    void awaitWords(String words) {
        String ignored = await(err, line -> line.contains(words), words);
    }

    private static boolean is(String line, String event) {
        return line.startsWith("{\"event\":\"" + event + "\"");
    }

    private String await(Lines from, Predicate<String> wanted, String what) {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        int seen = 0;
        try {
            synchronized (from) {
                while (true) {
                    for (; seen < from.lines.size(); seen++) {
                        if (wanted.test(from.lines.get(seen))) {
                            return from.lines.get(seen);
                        }
                    }
                    long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
                    if (from.ended || leftMillis <= 0) {
                        throw new AssertionError("No '" + what + "' from " + label + "\n" + transcript());
                    }
                    from.wait(leftMillis);
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("The test was interrupted", e);
    }

    /** Waits for the end and asserts the exit code. */
    GodwitProcess exits(int code) {
        assertThat(exitCode()).as(() -> "exit code of " + transcript()).isEqualTo(code);
        return this;
    }

    /** Waits for the end. */
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("It does not end: " + transcript());
            }
            for (Thread reader : readers) {
                reader.join();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return process.exitValue();
    }

    /** Whether it still runs. */
    boolean isRunning() {
        return process.isAlive();
    }

    /** The {@code error} event at its end. */
    Event error() {
        return await("error");
    }

    /** All events so far, in their order. */
    List<Event> events() {
        return out().stream().map(Event::parse).toList();
    }

    /** All events of one name so far. */
    List<Event> events(String name) {
        return out().stream().filter(line -> is(line, name)).map(Event::parse).toList();
    }

    /** The lines of standard output so far. */
    List<String> out() {
        synchronized (out) {
            return List.copyOf(out.lines);
        }
    }

    /** Standard error so far. */
    String err() {
        synchronized (err) {
            return String.join("\n", err.lines);
        }
    }

    /** Presses Ctrl-C. */
    void interrupt() throws IOException, InterruptedException {
        signal("INT");
    }

    /** What a service manager does. */
    void terminate() throws IOException, InterruptedException {
        signal("TERM");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(sent).isZero();
    }

    /** {@code kill -9}, and waits until it is dead. */
    void kill() {
        process.destroyForcibly();
        int ignored = exitCode();
    }

    /** Everything it said, for people who look for the cause of a failure. */
    String transcript() {
        String state = process.isAlive() ? "running" : "exit " + process.exitValue();
        List<String> results = out();
        // Progress comes ten times a second; the last few tell enough.
        String shown = String.join("\n  ", results.subList(Math.max(0, results.size() - 20), results.size()));
        return label + " (" + state + ")\n  " + shown + "\n  " + err().replace("\n", "\n  ");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
