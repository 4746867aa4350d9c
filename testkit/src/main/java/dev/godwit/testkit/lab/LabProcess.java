package dev.godwit.testkit.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process of a {@link Host} and the lines it has printed, on either stream. It lives until its standard input ends, if
 * it looks at that, and until the host is closed at the latest. Safe on every thread.
 */
public final class LabProcess implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private LabProcess(Process process) {
        this.process = process;
    }

    /** Starts it in a host. */
    public static LabProcess start(Host host, String... command) throws IOException {
        LabProcess started = new LabProcess(host.start(host.process(command).redirectErrorStream(true)));
        Thread.ofVirtual().start(started::read);
        return started;
    }

    /** Starts a main class on the class path of the test. */
    public static LabProcess startJava(Host host, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return start(host, command.toArray(String[]::new));
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            // The process is gone: so is what it would have said.
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits for a line that begins so; empty when it does not come in time, or never will. */
    public synchronized Optional<String> await(String beginning, Duration patience) throws InterruptedException {
        long endNanos = System.nanoTime() + patience.toNanos();
        int seen = 0;
        while (true) {
            for (; seen < lines.size(); seen++) {
                if (lines.get(seen).startsWith(beginning)) {
                    return Optional.of(lines.get(seen));
                }
            }
            long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
            if (ended || leftMillis <= 0) {
                return Optional.empty();
            }
            wait(leftMillis);
        }
    }

    /** What it has printed so far. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for its end, half a minute at most, and returns its exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(Duration.ofSeconds(30))) {
            throw new AssertionError("It does not end: " + lines());
        }
        return process.exitValue();
    }

    /** Ends its standard input and waits for its end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(Duration.ofSeconds(10))) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
