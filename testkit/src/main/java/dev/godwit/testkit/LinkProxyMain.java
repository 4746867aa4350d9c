package dev.godwit.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A {@link LinkProxy} as a process of its own, for the benchmark harness. Arguments are {@code name=value}: {@code target}
 * (port; needed), {@code delayMillis} (one way), {@code rate}, {@code rateUp} (bytes per second), {@code queue} (bytes),
 * {@code cutEveryMillis}, {@code resetShare}, {@code resetWithin} (bytes), {@code seed}. It prints the port it listens on,
 * then answers each line of standard input with nanoseconds, bytes down, bytes up, connections and those of them that it
 * reset; at the end of the input it exits.
 */
public final class LinkProxyMain {
    private LinkProxyMain() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            given.put(parts[0], parts[1]);
        }
        long rate = number(given, "rate", Link.NO_LIMIT);
        Link link =
                new Link(Duration.ofMillis(number(given, "delayMillis", 0)), rate, number(given, "rateUp", rate), (int)
                        number(given, "queue", Link.DIRECT.queueBytes()));
        try (LinkProxy proxy = LinkProxy.to((int) number(given, "target", 0), link)) {
            if (given.containsKey("resetShare")) {
                double share = Double.parseDouble(given.getOrDefault("resetShare", "0"));
                proxy.resetShare(new Seed(number(given, "seed", 1)), share, number(given, "resetWithin", 1));
            }
            if (given.containsKey("cutEveryMillis")) {
                proxy.cutEvery(Duration.ofMillis(number(given, "cutEveryMillis", 1)));
            }
            System.out.println(proxy.port());
            answer(proxy);
        }
    }

    private static void answer(LinkProxy proxy) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (questions.readLine() != null) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "%d %d %d %d %d",
                    System.nanoTime(),
                    proxy.downBytes(),
                    proxy.upBytes(),
                    proxy.connections(),
                    proxy.cuts() + proxy.resets()));
        }
    }

    private static long number(Map<String, String> given, String name, long otherwise) {
        return given.containsKey(name) ? Long.parseLong(given.getOrDefault(name, "0")) : otherwise;
    }
}
